//! Reading back what the portal shows, as the portal's owner and as any reader: "published" is said
//! only of what was seen.

use portal::PortalError;
use portal::wire::{ItemKind, ItemRef, ItemState, PublishAction, Resource, Stored};

use super::Publisher;
use crate::error::SyncError;
use crate::local::{LocalItem, settled_hash};
use crate::plan::Operation;
use crate::receipt::Difference;

/// What was found.
pub(super) struct Found {
    /// The resource as the portal holds it.
    pub(super) stored: Option<Stored>,
    /// What is not as it was sent; empty: all is.
    pub(super) differences: Vec<Difference>,
}

impl Publisher {
    /// Reads the resource, the photos that were sent with it, and its public page. `path` is where
    /// the page was before, for what must have disappeared.
    pub(super) async fn read_back(
        &self,
        operation: &Operation,
        path: Option<String>,
    ) -> Result<Found, SyncError> {
        let stored = self.portal.get(operation.item).await?;
        let differences = match operation.local.wish {
            PublishAction::Publish => self.shown(operation, stored.as_ref()).await?,
            PublishAction::TakeDown => self.hidden(stored.as_ref(), path).await?,
        };
        Ok(Found { stored, differences })
    }

    async fn shown(
        &self,
        operation: &Operation,
        stored: Option<&Stored>,
    ) -> Result<Vec<Difference>, SyncError> {
        let Some(stored) = stored else { return Ok(vec![Difference::Missing]) };
        let local = &operation.local;
        let mut differences = Vec::new();
        if settled_hash(&stored.resource) != settled_hash(&local.resource) {
            differences.push(Difference::Content);
        }
        let shown = is_shown(stored);
        if !shown {
            differences.push(Difference::State);
        }
        let mut missing = 0;
        for put in operation.puts.iter().filter(|put| put.resource.item() != operation.item) {
            let photo = self.portal.get(put.resource.item()).await?;
            let same = photo.is_some_and(|photo| {
                is_shown(&photo) && settled_hash(&photo.resource) == put.content_hash
            });
            missing += usize::from(!same);
        }
        if shown && has_page(&local.resource, (self.clock)()) {
            match self.page(stored.path.as_deref()).await? {
                None => differences.push(Difference::Page),
                Some(page) => {
                    if !shows_text(&page, &local.title) {
                        differences.push(Difference::Title);
                    }
                    missing = missing.max(missing_photos(&page, local));
                }
            }
        }
        if missing > 0 {
            differences.push(Difference::Photos { missing });
        }
        Ok(differences)
    }

    async fn hidden(
        &self,
        stored: Option<&Stored>,
        path: Option<String>,
    ) -> Result<Vec<Difference>, SyncError> {
        let mut differences = Vec::new();
        if stored.is_some_and(|stored| stored.state == ItemState::Live) {
            differences.push(Difference::State);
        }
        if let Some(path) = path
            && self.page(Some(&path)).await?.is_some()
        {
            differences.push(Difference::Page);
        }
        Ok(differences)
    }

    async fn page(&self, path: Option<&str>) -> Result<Option<String>, SyncError> {
        let Some(path) = path else { return Ok(None) };
        match self.portal.page(path).await {
            Ok(page) => Ok(Some(page)),
            Err(PortalError::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// Whether readers see the newest version.
fn is_shown(stored: &Stored) -> bool {
    stored.state == ItemState::Live && stored.live_revision.as_ref() == Some(&stored.revision)
}

/// Whether readers find a page now: photos have none, and articles have their hours.
fn has_page(resource: &Resource, now: chrono::DateTime<chrono::Utc>) -> bool {
    match resource {
        Resource::Article(article) => {
            article.publish_at.is_none_or(|from| from <= now)
                && article.expire_at.is_none_or(|until| now < until)
        }
        Resource::Album(_) => true,
        Resource::Photo(_) => false,
    }
}

/// Photos the page should show and does not. A cover that stands nowhere else is for lists only.
fn missing_photos(page: &str, local: &LocalItem) -> usize {
    let shown: Vec<ItemRef> = match &local.resource {
        Resource::Article(article) => {
            let photos = article.body.photos();
            photos.into_iter().chain(article.gallery.iter().copied()).map(ItemRef::from).collect()
        }
        Resource::Album(album) => album.photos.iter().copied().map(ItemRef::from).collect(),
        Resource::Photo(_) => Vec::new(),
    };
    local
        .photos
        .iter()
        .filter(|local| {
            let item = ItemRef { kind: ItemKind::Photo, id: local.photo.id.0 };
            let names = |hash: &domain::BlobHash| page.contains(&hash.to_string());
            shown.contains(&item)
                && !local.photo.renditions.iter().any(|rendition| names(&rendition.blob))
        })
        .count()
}

/// Whether a page shows a text: escaped or not, and with whatever white space.
fn shows_text(page: &str, text: &str) -> bool {
    let plain = page
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
    spaced(&plain).contains(&spaced(text))
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A title with an ampersand or quotation marks must not make every receipt say "differs".
    #[test]
    fn escaped_titles_are_recognised() {
        let page = "<h1>Sở KH&amp;ĐT: &quot;Một  cửa&quot; &lt;mới&gt; &amp;lt;</h1>";
        assert!(shows_text(page, "Sở KH&ĐT: \"Một cửa\" <mới> &lt;"));
        assert!(!shows_text(page, "Sở KHĐT"));
    }
}
