//! Writes what Tauri's macro needs at compile time: the checked configuration and capabilities.

use std::{env, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The macro refuses a missing folder. With an empty one, `cargo check` works on a fresh clone
    // before the UI was ever built.
    let dist = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../ui/dist");
    fs::create_dir_all(dist)?;
    tauri_build::try_build(tauri_build::Attributes::new())?;
    Ok(())
}
