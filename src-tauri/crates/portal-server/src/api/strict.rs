//! Strict JSON: what the types do not know is refused, because it would silently be lost.

use std::collections::HashSet;

use axum::http::StatusCode;
use portal_wire::ProblemCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use unicode_normalization::is_nfc;

use super::Refusal;

/// Reads `bytes` as `T`, refusing fields that `T` has no place for, text that is not NFC, and
/// control characters other than tab and line breaks. `ignored` names top-level fields that may
/// stand there besides those of `T`.
pub(super) fn read<T>(bytes: &[u8], ignored: &[&str]) -> Result<(T, Value), Refusal>
where
    T: DeserializeOwned + Serialize,
{
    let mut value: Value = serde_json::from_slice(bytes).map_err(not_json)?;
    let mut beside = serde_json::Map::new();
    if let Value::Object(fields) = &mut value {
        for name in ignored {
            if let Some(field) = fields.shift_remove(*name) {
                beside.insert((*name).to_owned(), field);
            }
        }
    }
    let typed: T = T::deserialize(&value).map_err(not_json)?;
    let known = serde_json::to_value(&typed).map_err(not_json)?;
    check_fields(&value, &known, "")?;
    check_text(&value, "")?;
    Ok((typed, Value::Object(beside)))
}

fn not_json(error: serde_json::Error) -> Refusal {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, ProblemCode::Invalid, error.to_string())
}

/// Each field of `given` must come back in `known`, what was read written again.
fn check_fields(given: &Value, known: &Value, path: &str) -> Result<(), Refusal> {
    match (given, known) {
        (Value::Object(given), Value::Object(known)) => {
            let names: HashSet<_> = known.keys().collect();
            for (name, value) in given {
                let path = format!("{path}/{name}");
                match known.get(name) {
                    Some(known) => check_fields(value, known, &path)?,
                    // An empty list of marks is not written again.
                    None if name == "marks" && names.contains(&"text".to_owned()) => {}
                    // Nothing is lost that is not there.
                    None if value.is_null() => {}
                    None => return Err(Refusal::invalid(format!("{path} is unknown here"))),
                }
            }
        }
        (Value::Array(given), Value::Array(known)) => {
            for (index, (given, known)) in given.iter().zip(known).enumerate() {
                check_fields(given, known, &format!("{path}/{index}"))?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn check_text(value: &Value, path: &str) -> Result<(), Refusal> {
    match value {
        Value::String(text) => {
            let strange = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
            // Markup of other editors travels byte for byte.
            if !path.ends_with("/markup") && !is_nfc(text) {
                return Err(Refusal::invalid(format!("{path} is not in Unicode form NFC")));
            }
            if text.contains(strange) {
                return Err(Refusal::invalid(format!("{path} holds control characters")));
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                check_text(item, &format!("{path}/{index}"))?;
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                check_text(field, &format!("{path}/{name}"))?;
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
    Ok(())
}
