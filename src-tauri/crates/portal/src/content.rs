//! Whether two resources say the same, apart from what is the portal's to decide.

use portal_wire::Resource;

/// Whether the portal holds exactly what was sent. The slug is left out: it is a wish, and the
/// portal answers with the one it took.
#[must_use]
pub fn same_content(sent: &Resource, stored: &Resource) -> bool {
    match (sent, stored) {
        (Resource::Article(sent), Resource::Article(stored)) => {
            let mut settled = sent.clone();
            settled.slug.clone_from(&stored.slug);
            settled == *stored
        }
        (Resource::Album(sent), Resource::Album(stored)) => {
            let mut settled = sent.clone();
            settled.slug.clone_from(&stored.slug);
            settled == *stored
        }
        _ => sent == stored,
    }
}
