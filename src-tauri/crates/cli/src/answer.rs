//! The answer of a call, for programs and for people.

use std::process::ExitCode;

use serde::Serialize;
use serde_json::Value;

use crate::error::CliError;

/// What a call answers with.
#[derive(Debug)]
pub(crate) struct Answer {
    value: Value,
    text: Option<String>,
    ending: Ending,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// All of it was done.
    Done,
    /// Done, but items were refused or failed; the answer lists them.
    Partly,
    /// Nothing was done; the answer says why.
    Nothing,
}

impl Answer {
    /// All was done.
    pub(crate) fn done(value: impl Serialize) -> Result<Self, CliError> {
        Self::ended(value, Ending::Done)
    }

    /// It ended so.
    pub(crate) fn ended(value: impl Serialize, ending: Ending) -> Result<Self, CliError> {
        Ok(Self { value: serde_json::to_value(value)?, text: None, ending })
    }

    /// The same, printed for people as `text`.
    pub(crate) fn with_text(self, text: String) -> Self {
        Self { text: Some(text), ..self }
    }

    /// What goes to standard output.
    pub(crate) fn printed(&self, json: bool) -> String {
        match &self.text {
            _ if json => self.value.to_string(),
            Some(text) => text.clone(),
            None => lines(&self.value),
        }
    }

    /// The exit status of the process.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self.ending {
            Ending::Done => 0,
            Ending::Partly => 1,
            Ending::Nothing => 3,
        })
    }
}

/// A record as lines `name: value`; a list as one line a row, its cells separated by tabs.
fn lines(value: &Value) -> String {
    let mut out = Vec::new();
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::Array(rows) => {
                        out.push(format!("{name}: {}", rows.len()));
                        out.extend(rows.iter().map(|value| format!("  {}", row(value))));
                    }
                    Value::Object(_) => {
                        out.push(format!("{name}:"));
                        out.extend(lines(value).lines().map(|line| format!("  {line}")));
                    }
                    value => out.push(format!("{name}: {}", cell(value))),
                }
            }
        }
        Value::Array(rows) => out.extend(rows.iter().map(row)),
        value => out.push(cell(value)),
    }
    out.join("\n")
}

fn row(value: &Value) -> String {
    match value {
        Value::Object(fields) => fields.values().map(cell).collect::<Vec<_>>().join("\t"),
        value => cell(value),
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace(['\t', '\n'], " "),
        Value::Null => "–".to_owned(),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A list that is not one row a line cannot be cut and counted by the usual tools.
    #[test]
    fn lists_are_one_row_a_line() {
        let value = json!({"total": 2, "rows": [{"id": "a", "title": "Một\nhai"}, {"id": "b", "title": null}]});

        assert_eq!(lines(&value), "total: 2\nrows: 2\n  a\tMột hai\n  b\t–");
    }

    /// A script that trusts the status would go on after nothing was done.
    #[test]
    fn endings_have_their_status() {
        let status = |ending| Answer::ended((), ending).unwrap().exit_code();

        assert_eq!(status(Ending::Done), ExitCode::from(0));
        assert_eq!(status(Ending::Partly), ExitCode::from(1));
        assert_eq!(status(Ending::Nothing), ExitCode::from(3));
    }
}
