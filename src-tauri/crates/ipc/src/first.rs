//! What the window asks first, answered before there is a window.
//!
//! While the web view starts, the library can be opened and read; the page that then comes finds its
//! answers instead of asking for them and drawing itself in between (docs/adr/0015-start.md).

use app::App;
use serde_json::Value;

use crate::dispatch;

/// The questions, as the window asks them: `[name, request]`. A test of the window holds it to them.
const QUESTIONS: &str = include_str!("../../../../ui/src/ipc/firstQuestions.json");

/// A question of the window and the answer that it would get: name, request, answer.
pub type Answered = (String, Value, Value);

/// Asks the window's first questions. The first that is refused ends it: the page asks that one and
/// those after it itself, and shows what is wrong.
pub async fn first_answers(app: &App) -> Vec<Answered> {
    let questions: Vec<(String, Value)> = serde_json::from_str(QUESTIONS).unwrap_or_default();
    let mut answers = Vec::with_capacity(questions.len());
    for (name, request) in questions {
        let Ok(answer) = dispatch(app, &name, request.clone()).await else { break };
        answers.push((name, request, answer));
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that is not understood would make every start slow, and nobody would hear of it.
    #[test]
    fn the_questions_are_read() {
        let questions: Vec<(String, Value)> = serde_json::from_str(QUESTIONS).unwrap();

        let names: Vec<&str> = questions.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["app_state", "article_list", "article_counts"]);
    }
}
