//! What the window finds when it opens.

use std::time::Duration;

use app::view::Nothing;

use crate::newsroom::Newsroom;

/// The shell asks before there is a page, and the page may ask while that goes on: opened by both, the
/// library would be in use for the second, and the window would show a problem that there is not.
#[tokio::test]
async fn a_library_asked_for_twice_at_once_is_opened_once() {
    let newsroom = Newsroom::new().await;
    newsroom.app.close();

    let opened = async {
        loop {
            let ask = || newsroom.app.app_state(Nothing {});
            let (one, other) = tokio::join!(ask(), ask());
            let states = [one.unwrap(), other.unwrap()];
            // What was closed may still be held for a moment.
            if states.iter().any(|state| state.library.is_some()) {
                return states;
            }
            tokio::task::yield_now().await;
        }
    };
    let states = tokio::time::timeout(Duration::from_secs(60), opened).await.unwrap();

    for state in states {
        assert!(state.library.is_some(), "the library did not open for both");
        assert_eq!(state.problem, None, "a problem that there is not");
    }
}
