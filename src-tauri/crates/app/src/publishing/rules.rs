//! How photos are made fit for publishing: the office's choice of size, quality and rights.

use store::Reader;

use crate::view::{ChangedKind, Nothing, PublishRules};
use crate::{App, Error};

/// The setting's name in the library.
const KEY: &str = "app.publish_rules";

impl App {
    /// How photos are made fit for publishing.
    pub async fn publish_rules_get(&self, _: Nothing) -> Result<PublishRules, Error> {
        self.with_library(|library| library.try_read(get)).await
    }

    /// Changes how photos are made fit for publishing. What is on a portal with photos is to be sent
    /// again.
    pub async fn publish_rules_save(&self, request: PublishRules) -> Result<PublishRules, Error> {
        let now = self.now();
        let rules = PublishRules {
            max_side: request.max_side.clamp(800, 6000),
            quality: request.quality.clamp(60, 95),
            copyright: text::fold::nfc(request.copyright.trim()),
        };
        let saved = self
            .with_library(move |library| {
                library.try_write(|writer| {
                    if get(writer)? != rules {
                        writer.settings_mut().update(KEY, &rules)?;
                        writer.photos_mut().mark_all_uses(now)?;
                    }
                    Ok::<_, Error>(rules)
                })
            })
            .await?;
        self.changed(&[ChangedKind::Articles, ChangedKind::Albums, ChangedKind::Photos]);
        self.tell_waiting().await?;
        Ok(saved)
    }
}

/// The library's rules, or the usual ones.
pub(super) fn get(reader: &Reader<'_>) -> Result<PublishRules, Error> {
    Ok(reader.settings().find(KEY)?.unwrap_or_default())
}
