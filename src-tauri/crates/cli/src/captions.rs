//! `codebook …` and `template …`

use app::Access;
use app::view::{
    CodeEntryRef, CodeEntrySave, CodebookExpand, CodebookImport, CodebookList, Nothing,
    TemplateRef, TemplateSave,
};

use crate::answer::{Answer, Ending};
use crate::arguments::{CodebookVerb, TemplateVerb};
use crate::error::CliError;
use crate::newsroom::Newsroom;

/// Carries out a verb of the codebook.
pub(crate) async fn codebook(
    newsroom: &mut Newsroom,
    verb: CodebookVerb,
) -> Result<Answer, CliError> {
    let app = newsroom.app.clone();
    match verb {
        CodebookVerb::List { query } => {
            newsroom.open(Access::Read).await?;
            Answer::done(app.codebook_list(CodebookList { query }).await?)
        }
        CodebookVerb::Set { id, code, name, title, from, until } => {
            newsroom.open(Access::Write).await?;
            let entry = CodeEntrySave { id, code, name, title, from, until };
            Answer::done(app.codebook_save(entry).await?)
        }
        CodebookVerb::Delete { id } => {
            newsroom.open(Access::Write).await?;
            Answer::done(app.codebook_delete(CodeEntryRef { id }).await?)
        }
        CodebookVerb::Import { file, replace } => {
            newsroom.open(Access::Write).await?;
            let path = file.to_string_lossy().into_owned();
            let report = app.codebook_import(CodebookImport { path, replace }).await?;
            let ending = if report.refused.is_empty() { Ending::Done } else { Ending::Partly };
            Answer::ended(report, ending)
        }
        CodebookVerb::Expand { text, on } => {
            newsroom.open(Access::Read).await?;
            let expanded = app.codebook_expand(CodebookExpand { text, on }).await?;
            let ending = if expanded.unknown.is_empty() { Ending::Done } else { Ending::Partly };
            let text = expanded.text.clone();
            Ok(Answer::ended(expanded, ending)?.with_text(text))
        }
    }
}

/// Carries out a verb of caption templates.
pub(crate) async fn template(
    newsroom: &mut Newsroom,
    verb: TemplateVerb,
) -> Result<Answer, CliError> {
    let app = newsroom.app.clone();
    match verb {
        TemplateVerb::List => {
            newsroom.open(Access::Read).await?;
            Answer::done(app.template_list(Nothing {}).await?)
        }
        TemplateVerb::Set { id, name, caption, alt, credit } => {
            newsroom.open(Access::Write).await?;
            let template = TemplateSave { id, name, caption, alt, credit };
            Answer::done(app.template_save(template).await?)
        }
        TemplateVerb::Delete { id } => {
            newsroom.open(Access::Write).await?;
            Answer::done(app.template_delete(TemplateRef { id }).await?)
        }
    }
}
