//! The search index of the public site: live articles only.

use portal_wire::WireArticle;
use rusqlite::{Connection, params};
use text::fold::{fold, search_key};

use crate::error::PortalServerError;

/// Puts the words of a live article under its row's number, in place of older ones.
pub(crate) fn replace(
    connection: &Connection,
    number: i64,
    article: &WireArticle,
) -> Result<(), PortalServerError> {
    delete(connection, number)?;
    let body = article.body.plain_text();
    let written = [article.title.as_str(), article.lead.as_str(), body.as_str()];
    let [title, lead, body] = written.map(search_key);
    let [folded_title, folded_lead, folded_body] = written.map(fold);
    connection
        .prepare_cached(
            "INSERT INTO article_search
                 (rowid, title, lead, body, folded_title, folded_lead, folded_body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![number, title, lead, body, folded_title, folded_lead, folded_body])?;
    Ok(())
}

/// Takes a row out of the index; nothing happens when it is not there.
pub(crate) fn delete(connection: &Connection, number: i64) -> Result<(), PortalServerError> {
    connection.prepare_cached("DELETE FROM article_search WHERE rowid = ?1")?.execute([number])?;
    Ok(())
}
