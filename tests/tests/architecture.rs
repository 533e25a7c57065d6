//! Who may import whom. A new edge here is a decision; write down why in an ADR and add it.

#![expect(clippy::unwrap_used, reason = "what fails here is the test")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

/// Every crate of the workspace with the siblings it may see. `toasoan` is the shell.
const ALLOWED: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("text", &["domain"]),
    ("media", &["domain"]),
    ("store", &["domain", "text"]),
    ("portal-wire", &["domain"]),
    ("portal", &["domain", "text", "portal-wire"]),
    ("sync", &["domain", "store", "portal"]),
    ("app", &["domain", "text", "store", "media", "portal-wire", "portal", "sync"]),
    ("ipc", &["app", "domain"]),
    ("cli", &["app", "ipc", "domain"]),
    ("portal-server", &["domain", "text", "portal-wire"]),
    ("toasoan", &["app", "ipc", "portal-server"]),
    ("xtask", &[]),
];

/// What tests of a crate may see beyond that. `acceptance` crosses crates, so it may see all.
const ALLOWED_IN_TESTS: &[(&str, &[&str])] = &[
    // The contract of the adapters holds against the real server, not against an imitation.
    ("portal", &["portal-server"]),
    ("sync", &["portal-server", "text", "portal-wire"]),
    ("app", &["portal-server"]),
    ("cli", &["portal-server"]),
];

/// Crates that open windows. What depends on them cannot run on a server or in a script.
const WINDOW_CRATES: &[&str] = &["tauri", "tauri-build", "wry", "tao", "webkit2gtk", "gtk"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn metadata() -> Metadata {
    MetadataCommand::new().current_dir(root()).no_deps().exec().unwrap()
}

fn siblings<'a>(
    package: &'a Package,
    all: &'a BTreeSet<&str>,
    tests: bool,
) -> impl Iterator<Item = &'a str> {
    package
        .dependencies
        .iter()
        .filter(move |edge| (edge.kind == DependencyKind::Development) == tests)
        .map(|edge| edge.name.as_str())
        .filter(|name| all.contains(name))
}

fn allowed(table: &[(&str, &'static [&'static str])], name: &str) -> &'static [&'static str] {
    table.iter().find(|(crate_name, _)| *crate_name == name).map_or(&[], |(_, seen)| seen)
}

/// A core crate that reached upwards could no longer be tested, replaced or understood by itself.
#[test]
fn crates_import_only_what_the_design_allows() {
    let metadata = metadata();
    let all: BTreeSet<&str> = metadata.packages.iter().map(|p| p.name.as_str()).collect();

    let mut new_edges = Vec::new();
    for package in metadata.packages.iter().filter(|package| package.name != "acceptance") {
        let name = package.name.as_str();
        let seen = allowed(ALLOWED, name);
        let seen_in_tests = allowed(ALLOWED_IN_TESTS, name);
        let product = siblings(package, &all, false).filter(|other| !seen.contains(other));
        new_edges.extend(product.map(|other| format!("{name} -> {other}")));
        let tests = siblings(package, &all, true)
            .filter(|other| !seen.contains(other) && !seen_in_tests.contains(other));
        new_edges.extend(tests.map(|other| format!("{name} -> {other} (tests)")));
    }

    assert!(new_edges.is_empty(), "edges that the design does not have: {new_edges:#?}");
}

/// A crate missing in the table would be free to import anything.
#[test]
fn every_crate_is_in_the_table() {
    let metadata = metadata();
    let known: BTreeSet<&str> = ALLOWED.iter().map(|(name, _)| *name).collect();

    let found: BTreeSet<&str> = metadata
        .packages
        .iter()
        .map(|package| package.name.as_str())
        .filter(|name| *name != "acceptance")
        .collect();

    assert_eq!(found, known, "the table and the workspace differ");
}

/// With a window in it, a core crate could not serve the command line, a server or a test.
#[test]
fn only_the_shell_opens_windows() {
    let opens_windows = |name: &str| {
        WINDOW_CRATES.contains(&name)
            || name.starts_with("tauri-")
            || name.starts_with("webkit2gtk")
    };

    let mut offenders = Vec::new();
    for package in metadata().packages.iter().filter(|package| package.name != "toasoan") {
        let edges = package.dependencies.iter().filter(|edge| opens_windows(&edge.name));
        offenders.extend(edges.map(|edge| format!("{} -> {}", package.name, edge.name)));
    }

    assert!(offenders.is_empty(), "window crates outside the shell: {offenders:#?}");
}

/// Versions in two places drift apart, and then one program carries a library twice.
#[test]
fn dependency_versions_stand_in_one_place() {
    let mut own = Vec::new();
    for package in &metadata().packages {
        let manifest = fs::read_to_string(&package.manifest_path).unwrap();
        let mut in_dependencies = false;
        for line in manifest.lines() {
            if let Some(table) = line.strip_prefix('[') {
                in_dependencies = table.trim_end_matches(']').ends_with("dependencies");
            } else if in_dependencies && line.contains('=') && !line.contains("workspace = true") {
                own.push(format!("{}: {line}", package.name));
            }
        }
    }

    assert!(own.is_empty(), "versions outside the root manifest: {own:#?}");
}

/// Features that import each other can no longer be changed, or read, one at a time.
#[test]
fn features_of_the_window_do_not_import_each_other() {
    let features = root().join("ui/src/features");
    let names: Vec<String> = fs::read_dir(&features)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();

    let mut offenders = Vec::new();
    for name in &names {
        for (file, import) in imports(&features.join(name)) {
            let reached = resolve(&file, &import);
            let others = names.iter().filter(|other| *other != name);
            let mut reached_others =
                others.filter(|other| reached.starts_with(features.join(other)));
            if reached_others.next().is_some() {
                offenders.push(format!("{} imports {import}", file.display()));
            }
        }
    }

    assert!(!names.is_empty(), "no features found: the test looks in the wrong place");
    assert!(offenders.is_empty(), "{offenders:#?}");
}

/// Components that knew the product could not be used by the next screen.
#[test]
fn components_know_no_feature_and_no_command() {
    let sources = root().join("ui/src");

    let mut offenders = Vec::new();
    for (file, import) in imports(&sources.join("components")) {
        let reached = resolve(&file, &import);
        if reached.starts_with(sources.join("features")) || reached.starts_with(sources.join("ipc"))
        {
            offenders.push(format!("{} imports {import}", file.display()));
        }
    }

    assert!(offenders.is_empty(), "{offenders:#?}");
}

/// A second door to Rust would be one that no table of commands and no test knows.
#[test]
fn only_one_file_of_the_window_talks_to_tauri() {
    let sources = root().join("ui/src");

    let doors: BTreeSet<PathBuf> = imports(&sources)
        .into_iter()
        .filter(|(_, import)| import.starts_with("@tauri-apps/"))
        .map(|(file, _)| file.strip_prefix(&sources).unwrap().to_path_buf())
        .collect();

    assert_eq!(doors, BTreeSet::from([PathBuf::from("ipc/call.ts")]));
}

/// Every import below `folder`: the file and what it imports, written statically or dynamically.
fn imports(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(imports(&path));
        } else if path.extension().is_some_and(|kind| kind == "ts" || kind == "svelte") {
            let text = fs::read_to_string(&path).unwrap();
            found.extend(specifiers(&text).into_iter().map(|import| (path.clone(), import)));
        }
    }
    found
}

/// The texts in quotes after `from`, `import` and `import(`.
fn specifiers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for keyword in ["from", "import"] {
        for (start, _) in text.match_indices(keyword) {
            let rest =
                text[start + keyword.len()..].trim_start().trim_start_matches('(').trim_start();
            for quote in ['"', '\''] {
                if let Some(inner) = rest.strip_prefix(quote)
                    && let Some((specifier, _)) = inner.split_once(quote)
                {
                    found.push(specifier.to_owned());
                }
            }
        }
    }
    found
}

/// Where a relative import of `file` leads; another import is returned as it is.
fn resolve(file: &Path, import: &str) -> PathBuf {
    if !import.starts_with('.') {
        return PathBuf::from(import);
    }
    let mut reached = file.parent().unwrap().to_path_buf();
    for step in import.split('/') {
        match step {
            "." => {}
            ".." => {
                reached.pop();
            }
            name => reached.push(name),
        }
    }
    reached
}

/// If imports were read wrongly, every rule above would hold without meaning anything.
#[test]
fn imports_are_read_in_every_form() {
    let text = "import { a } from \"../gallery/a\";\nimport './b.css';\nconst c = await import(\n  \"../editor/c\");\nexport * from './d'";

    let mut read = specifiers(text);
    read.sort();

    assert_eq!(read, ["../editor/c", "../gallery/a", "./b.css", "./d"]);
    assert_eq!(
        resolve(Path::new("/ui/src/features/gallery/grid/a.ts"), "../../editor/c"),
        Path::new("/ui/src/features/editor/c")
    );
}
