//! Writes what the window needs to know about the table as TypeScript.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use app::view::AppEvent;
use ts_rs::{Config, TS as _};

/// A row of the TypeScript type `Commands`.
pub(crate) struct Line {
    pub command: &'static str,
    pub request: String,
    pub answer: String,
}

/// Bindings could not be written.
#[derive(Debug, thiserror::Error)]
pub enum BindingsError {
    /// A type could not be exported.
    #[error("a type could not be exported")]
    Export(#[from] ts_rs::ExportError),
    /// The table could not be written.
    #[error("the table of commands could not be written")]
    Write(#[from] std::io::Error),
}

/// Writes one file a type, `commands.ts` with the table, and `index.ts`, into `folder`, which is
/// made when it is not there.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_bindings(folder: &Path) -> Result<(), BindingsError> {
    let config = Config::new().with_out_dir(folder).with_large_int("number");
    let lines = crate::export(&config)?;
    AppEvent::export_all(&config)?;
    crate::Failure::export_all(&config)?;
    std::fs::write(folder.join("commands.ts"), commands_file(&lines))?;
    std::fs::write(folder.join("index.ts"), index_file(folder)?)?;
    Ok(())
}

/// One door to all types, so that the window imports from the folder and not from 150 files.
fn index_file(folder: &Path) -> Result<String, std::io::Error> {
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if let Some(name) = path.file_stem().and_then(|name| name.to_str())
            && name != "index"
        {
            names.insert(name.to_owned());
        }
    }
    let mut file = String::from("// Written from the command table in Rust. Do not edit.\n");
    for name in names {
        let exported = if name == "commands" { "Commands" } else { &name };
        let _ = writeln!(file, "export type {{ {exported} }} from \"./{name}\";");
    }
    Ok(file)
}

fn commands_file(lines: &[Line]) -> String {
    let names: BTreeSet<&str> =
        lines.iter().flat_map(|line| [line.request.as_str(), line.answer.as_str()]).collect();
    let mut file = String::from("// Written from the command table in Rust. Do not edit.\n");
    for name in names {
        let _ = writeln!(file, "import type {{ {name} }} from \"./{name}\";");
    }
    file.push_str(
        "\n/** Each command with its request and its answer. */\nexport type Commands = {\n",
    );
    for Line { command, request, answer } in lines {
        let _ = writeln!(file, "  {command}: [{request}, {answer}];");
    }
    file.push_str("};\n");
    file
}
