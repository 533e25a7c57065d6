//! The steps of the main job, each one a call of `toasoan-cli` as a person would type it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{browser, pictures, portal::DemoPortal, seed::Seed};
use crate::{
    error::TaskError,
    process,
    workspace::{self, Workspace},
};

/// Captions of the pictures, in the order in which they are made.
const CAPTIONS: [&str; 3] = [
    "Bình minh trên vịnh, nơi sẽ xây dựng tuyến đường ven biển liên vùng",
    "Vùng biển phía nam tỉnh nhìn từ đèo lúc giữa trưa",
    "Hoàng hôn trên vịnh sau một ngày khảo sát",
];

/// The variable that carries the portal's token, so that it stands in no list of processes.
const SECRET: &str = "TOASOAN_DEMO_TOKEN";

/// Does the job in a new folder under the target folder.
///
/// # Errors
/// Whatever a step reports.
pub fn publish_a_page(workspace: &Workspace) -> Result<(), TaskError> {
    let folder = fresh_folder(workspace)?;
    let page = workspace.root().join("tests/fixtures/seed-article.txt");
    let seed = Seed::read(&workspace::read(&page)?)?;
    let portal = DemoPortal::start(workspace, &folder.join("portal"))?;
    let newsroom = Newsroom { workspace, library: folder.join("library"), portal: &portal };

    newsroom.run(&["library", "init"])?;
    newsroom.run(&[
        "portal",
        "add",
        &portal.url,
        "--kind",
        "native",
        "--user",
        "demo",
        "--secret-env",
        SECRET,
    ])?;
    let photos = newsroom.bring_in_photos(&pictures::write(&folder)?)?;
    let article = newsroom.write_article(&seed, &folder, &photos)?;
    let receipt = newsroom.run(&["publish", &article])?;
    println!("{receipt:#}");

    let address = receipt["receipt"]["items"][0]["state"]["url"].as_str();
    let address = address.ok_or_else(|| unreadable(&receipt))?;
    let html = browser::fetch(address)
        .map_err(|source| TaskError::File { path: PathBuf::from(address), source })?;
    let shown = browser::text(&html);
    println!("\n{address}\n\n{shown}");
    match seed.lines().find(|line| !shown.lines().any(|seen| seen.contains(*line))) {
        None => Ok(()),
        Some(lost) => {
            Err(TaskError::NotOnPage { address: address.to_owned(), line: lost.to_owned() })
        }
    }
}

fn fresh_folder(workspace: &Workspace) -> Result<PathBuf, TaskError> {
    let folder = workspace.target().join("demo");
    let made = match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(&folder),
    };
    made.map_err(|source| TaskError::File { path: folder.clone(), source })?;
    Ok(folder)
}

/// One library and the portal it publishes to.
struct Newsroom<'a> {
    workspace: &'a Workspace,
    library: PathBuf,
    portal: &'a DemoPortal,
}

impl Newsroom<'_> {
    /// Imports the pictures into an album and captions them; answers with their ids.
    fn bring_in_photos(&self, files: &[PathBuf]) -> Result<Vec<String>, TaskError> {
        let paths: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        let mut words = vec!["photo", "import"];
        words.extend(paths.iter().map(String::as_str));
        words.extend(["--album", "Thư viện ảnh"]);
        let imported = self.run(&words)?;
        let rows = imported["imported"].as_array().ok_or_else(|| unreadable(&imported))?;
        let mut ids = Vec::new();
        for (row, caption) in rows.iter().zip(CAPTIONS) {
            let id = row["id"].as_str().ok_or_else(|| unreadable(row))?.to_owned();
            self.run(&[
                "photo",
                "set",
                &id,
                "--caption",
                caption,
                "--alt",
                caption,
                "--credit",
                "Tòa Soạn",
            ])?;
            ids.push(id);
        }
        Ok(ids)
    }

    fn write_article(
        &self,
        seed: &Seed,
        folder: &Path,
        photos: &[String],
    ) -> Result<String, TaskError> {
        let body = folder.join("body.txt");
        workspace::write(&body, seed.body.join("\n\n"))?;
        let file = body.display().to_string();
        let made = self.run(&[
            "article",
            "new",
            "--title",
            &seed.title,
            "--lead",
            &seed.lead,
            "--body",
            &file,
        ])?;
        let id = made["id"].as_str().ok_or_else(|| unreadable(&made))?.to_owned();
        let fields = [
            format!("updated={}", seed.updated),
            format!("poster={}", seed.poster),
            format!("sign_off={}", seed.sign_off),
            format!("source={}", seed.source),
            format!("gallery={}", photos.join(",")),
        ];
        let mut words = vec!["article", "set", &id];
        words.extend(fields.iter().map(String::as_str));
        self.run(&words)?;
        Ok(id)
    }

    /// Calls `toasoan-cli` and reads its answer.
    fn run(&self, words: &[&str]) -> Result<Value, TaskError> {
        let program = self.workspace.program("debug", "toasoan-cli");
        let mut command = process::command(&program.to_string_lossy(), self.workspace.root());
        command.arg("--library").arg(&self.library).arg("--json").args(words);
        command.env(SECRET, &self.portal.token);
        let line = process::line(&command);
        eprintln!("» toasoan-cli {}", words.join(" "));
        let output = command.output().map_err(|source| TaskError::NotStarted {
            program: program.display().to_string(),
            source,
        })?;
        if !output.status.success() {
            eprintln!("{}", String::from_utf8_lossy(&output.stderr));
            eprintln!("{}", String::from_utf8_lossy(&output.stdout));
            return Err(TaskError::Failed { line, status: output.status });
        }
        serde_json::from_slice(&output.stdout).map_err(|_| TaskError::Unreadable {
            program: line,
            answer: String::from_utf8_lossy(&output.stdout).into_owned(),
        })
    }
}

fn unreadable(answer: &Value) -> TaskError {
    TaskError::Unreadable { program: "toasoan-cli".to_owned(), answer: answer.to_string() }
}
