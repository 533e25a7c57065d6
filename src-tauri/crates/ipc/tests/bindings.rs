//! The committed TypeScript is what the Rust types say.

#![expect(clippy::unwrap_used, reason = "a test may end at the first surprise")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn files(folder: &Path) -> BTreeMap<String, String> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap().replace("\r\n", "\n"))
        })
        .collect()
}

/// A stale type in the window compiles and then reads fields that are not there.
#[test]
fn committed_bindings_are_fresh() {
    let fresh = tempfile::tempdir().unwrap();
    ipc::write_bindings(fresh.path()).unwrap();
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/ipc/generated");

    let (fresh, committed) = (files(fresh.path()), files(&committed));

    let stale: Vec<_> = fresh
        .keys()
        .chain(committed.keys())
        .filter(|name| fresh.get(*name) != committed.get(*name))
        .collect();
    assert!(stale.is_empty(), "run `cargo xtask bindings`; stale: {stale:?}");
}
