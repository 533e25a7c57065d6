//! Licences of everything that is shipped or builds what is shipped, read from what each dependency
//! declares; one that is not on the list stops the build until somebody has looked at it.

use std::{collections::BTreeMap, path::Path};

use cargo_metadata::MetadataCommand;
use serde_json::Value;
use spdx::{Expression, LicenseReq, ParseMode};

use crate::{
    error::TaskError,
    workspace::{self, Workspace},
};

/// Licences that ask for no more than their text and a notice. MPL-2.0 applies file by file, which
/// an unmodified dependency satisfies; OFL-1.1 is that of the bundled fonts.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BlueOak-1.0.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Python-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Only in tools that build the interface, never in what is shipped: data under a licence that asks
/// to name its source.
const ALLOWED_IN_TOOLS: &[&str] = &["CC-BY-3.0", "CC-BY-4.0"];

/// Checks the Rust and the npm dependencies.
///
/// # Errors
/// [`TaskError::Licences`] with every offender, and unreadable metadata.
pub fn check(workspace: &Workspace) -> Result<(), TaskError> {
    let mut offenders = Vec::new();
    let mut seen = 0;
    for (name, licence) in crates(workspace)?.into_iter().chain(packages(workspace)?) {
        seen += 1;
        if let Some(reason) = objection(&licence) {
            offenders.push(format!("  {name}: {reason}"));
        }
    }
    if !offenders.is_empty() {
        return Err(TaskError::Licences(offenders));
    }
    eprintln!("\n» licences: {seen} dependencies, all permissive");
    Ok(())
}

/// What a dependency says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Declared {
    expression: Option<String>,
    tool: bool,
}

/// Why this licence is not accepted, or `None` when it is.
fn objection(declared: &Declared) -> Option<String> {
    let Some(text) = declared.expression.as_deref() else {
        return Some("declares no licence".to_owned());
    };
    let listed =
        |name: &str| ALLOWED.contains(&name) || (declared.tool && ALLOWED_IN_TOOLS.contains(&name));
    let allowed = |licence: &LicenseReq| licence.license.id().is_some_and(|id| listed(id.name));
    match Expression::parse_mode(text, ParseMode::LAX) {
        Ok(expression) if expression.evaluate(allowed) => None,
        Ok(_) => Some(text.to_owned()),
        Err(_) => Some(format!("“{text}” is no SPDX expression")),
    }
}

fn crates(workspace: &Workspace) -> Result<BTreeMap<String, Declared>, TaskError> {
    let metadata = MetadataCommand::new().current_dir(workspace.root()).exec()?;
    let foreign = metadata.packages.iter().filter(|package| package.source.is_some());
    Ok(foreign
        .map(|package| {
            let name = format!("{} {}", package.name, package.version);
            (name, Declared { expression: package.license.clone(), tool: false })
        })
        .collect())
}

fn packages(workspace: &Workspace) -> Result<BTreeMap<String, Declared>, TaskError> {
    let path = workspace.ui().join("package-lock.json");
    let lock = json(&path)?;
    let Some(entries) = lock.get("packages").and_then(Value::as_object) else {
        return Ok(BTreeMap::new());
    };
    let mut found = BTreeMap::new();
    for (place, entry) in entries.iter().filter(|(place, _)| !place.is_empty()) {
        let mut expression = licence(entry);
        if expression.is_none() {
            // Old packages declare it in a form that the lock file does not copy.
            let manifest = workspace.ui().join(place).join("package.json");
            expression = if manifest.is_file() { licence(&json(&manifest)?) } else { None };
        }
        let tool = entry.get("dev").and_then(Value::as_bool).unwrap_or(false);
        found.insert(format!("npm {place}"), Declared { expression, tool });
    }
    Ok(found)
}

/// The licence of an npm manifest: a text today, an object in old ones.
fn licence(manifest: &Value) -> Option<String> {
    let value = manifest.get("license")?;
    let text = value.as_str().or_else(|| value.get("type")?.as_str())?;
    Some(text.to_owned())
}

fn json(path: &Path) -> Result<Value, TaskError> {
    let text = workspace::read(path)?;
    serde_json::from_str(&text)
        .map_err(|source| TaskError::Json { path: path.to_path_buf(), source })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// Shipping copyleft code unnoticed would put the whole product under that licence.
    #[rstest]
    #[case(Some("MIT OR Apache-2.0"), false, true)]
    #[case(Some("MIT/Apache-2.0"), false, true)]
    #[case(Some("(Apache-2.0 OR MIT) AND BSD-3-Clause"), false, true)]
    #[case(Some("Apache-2.0 WITH LLVM-exception OR MIT"), false, true)]
    #[case(Some("LGPL-2.1 OR MIT"), false, true)]
    #[case(Some("AGPL-3.0-only"), false, false)]
    #[case(Some("MIT AND GPL-3.0-only"), false, false)]
    #[case(Some("CC-BY-4.0"), true, true)]
    #[case(Some("CC-BY-4.0"), false, false)]
    #[case(Some("SEE LICENSE IN FILE"), true, false)]
    #[case(None, true, false)]
    fn accepts_only_what_is_listed(
        #[case] expression: Option<&str>,
        #[case] tool: bool,
        #[case] accepted: bool,
    ) {
        let declared = Declared { expression: expression.map(str::to_owned), tool };

        assert_eq!(objection(&declared).is_none(), accepted, "{declared:?}");
    }
}
