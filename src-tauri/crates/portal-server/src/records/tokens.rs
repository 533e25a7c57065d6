//! Tokens: who may use the API. A token is 256 random bits, so a plain SHA-256 of it can be kept:
//! there is nothing to guess that a slow hash would have to protect.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use portal_wire::Permission;
use rusqlite::{Connection, OptionalExtension, Row};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::error::PortalServerError;

/// What every token begins with, so that secret scanners know it.
const SCHEME: &str = "tsn_";
/// Digits of the public part.
const PREFIX_DIGITS: usize = 8;

/// A token as lists show it: everything but the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenInfo {
    /// The public part, by which it is revoked.
    pub prefix: String,
    /// Whose it is.
    pub user: String,
    /// What it may do.
    pub permissions: Vec<Permission>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was revoked; `None` while it is valid.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Makes a token and keeps its hash. The answer is the only place where the secret ever stands.
pub(crate) fn insert(
    connection: &Connection,
    user: &str,
    permissions: &[Permission],
    at: DateTime<Utc>,
) -> Result<String, PortalServerError> {
    let mut secret = [0_u8; 32];
    getrandom::fill(&mut secret).map_err(PortalServerError::Random)?;
    let mut public = [0_u8; PREFIX_DIGITS / 2];
    getrandom::fill(&mut public).map_err(PortalServerError::Random)?;
    let prefix: String = public.iter().map(|byte| format!("{byte:02x}")).collect();
    let token = format!("{SCHEME}{prefix}_{}", URL_SAFE_NO_PAD.encode(secret));
    let hash: [u8; 32] = Sha256::digest(&token).into();
    connection.execute(
        "INSERT INTO token (prefix, hash, user, permissions, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        (&prefix, hash, user, serde_json::to_string(permissions)?, at.timestamp_millis()),
    )?;
    Ok(token)
}

/// All tokens, the oldest first.
pub(crate) fn list(connection: &Connection) -> Result<Vec<TokenInfo>, PortalServerError> {
    let mut statement = connection.prepare_cached(
        "SELECT prefix, user, permissions, created_at, revoked_at FROM token
         ORDER BY created_at, prefix",
    )?;
    let mut rows = statement.query([])?;
    let mut tokens = Vec::new();
    while let Some(row) = rows.next()? {
        tokens.push(info(row)?);
    }
    Ok(tokens)
}

/// Ends a token's validity, at once and for good.
pub(crate) fn revoke(
    connection: &Connection,
    prefix: &str,
    at: DateTime<Utc>,
) -> Result<(), PortalServerError> {
    // Whoever pastes the whole token means its public part.
    let bare = prefix.strip_prefix(SCHEME).unwrap_or(prefix);
    let bare = bare.split('_').next().unwrap_or(bare);
    let revoked = connection.execute(
        "UPDATE token SET revoked_at = ?2 WHERE prefix = ?1 AND revoked_at IS NULL",
        (bare, at.timestamp_millis()),
    )?;
    if revoked == 0 {
        return Err(PortalServerError::NoSuchToken { prefix: bare.to_owned() });
    }
    Ok(())
}

/// The holder of a valid token. Takes the same time for every wrong one with a known prefix.
pub(crate) fn find(
    connection: &Connection,
    token: &str,
) -> Result<Option<TokenInfo>, PortalServerError> {
    let Some(prefix) = token.strip_prefix(SCHEME).and_then(|rest| rest.get(..PREFIX_DIGITS)) else {
        return Ok(None);
    };
    let found: Option<(Vec<u8>, Result<TokenInfo, PortalServerError>)> = connection
        .prepare_cached(
            "SELECT prefix, user, permissions, created_at, revoked_at, hash FROM token
             WHERE prefix = ?1",
        )?
        .query_row([prefix], |row| Ok((row.get(5)?, info(row))))
        .optional()?;
    let given: [u8; 32] = Sha256::digest(token).into();
    let Some((hash, holder)) = found else { return Ok(None) };
    let equal = bool::from(hash.as_slice().ct_eq(given.as_slice()));
    let holder = holder?;
    Ok((equal && holder.revoked_at.is_none()).then_some(holder))
}

fn info(row: &Row<'_>) -> Result<TokenInfo, PortalServerError> {
    let created: i64 = row.get(3)?;
    let revoked: Option<i64> = row.get(4)?;
    Ok(TokenInfo {
        prefix: row.get(0)?,
        user: row.get(1)?,
        permissions: serde_json::from_str(&row.get::<_, String>(2)?)?,
        created_at: DateTime::from_timestamp_millis(created).unwrap_or_default(),
        revoked_at: revoked.and_then(DateTime::from_timestamp_millis),
    })
}
