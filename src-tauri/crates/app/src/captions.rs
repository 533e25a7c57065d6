//! Words for many photos at once: caption templates and the codebook of officials.

mod codebook;
mod table;

use chrono::NaiveDate;
use domain::caption::{Blanks, expand as fill_in};
use domain::{CaptionTemplate, Codebook, Expanded, Photo, TemplateId, display};
use store::Reader;

use crate::view::{Nothing, PhotoExpand, TemplateList, TemplateRef, TemplateSave};
use crate::{App, Error};
pub use table::TableError;

impl App {
    /// All caption templates.
    pub async fn template_list(&self, _: Nothing) -> Result<TemplateList, Error> {
        self.with_library(|library| library.try_read(templates)).await
    }

    /// Adds or changes a caption template.
    pub async fn template_save(&self, request: TemplateSave) -> Result<TemplateList, Error> {
        let nfc = |text: &str| text::fold::nfc(text.trim());
        let template = CaptionTemplate {
            id: request.id.unwrap_or_else(TemplateId::generate),
            name: nfc(&request.name),
            caption: nfc(&request.caption),
            alt: nfc(&request.alt),
            credit: nfc(&request.credit),
        };
        if template.name.is_empty() {
            return Err(Error::Invalid { detail: "a template needs a name" });
        }
        self.with_library(move |library| {
            library.try_write(|writer| {
                writer.caption_templates_mut().update(&template)?;
                templates(writer)
            })
        })
        .await
    }

    /// Removes a caption template. Captions made with it stay.
    pub async fn template_delete(&self, request: TemplateRef) -> Result<TemplateList, Error> {
        self.with_library(move |library| {
            library.try_write(|writer| {
                writer.caption_templates_mut().delete(request.id)?;
                templates(writer)
            })
        })
        .await
    }

    /// How a text with blanks and codes reads for a photo.
    pub async fn photo_expand(&self, request: PhotoExpand) -> Result<Expanded, Error> {
        let today = self.today();
        self.with_library(move |library| {
            library.try_read(|reader| {
                let photo = reader.photos().get(request.id)?.photo;
                Ok(expand(&photo, &request.text, &codebook(reader)?, today))
            })
        })
        .await
    }

    /// The day it is in Việt Nam.
    pub(crate) fn today(&self) -> NaiveDate {
        display::local(self.now()).date_naive()
    }
}

/// The text as it reads for this photo.
pub(crate) fn expand(photo: &Photo, text: &str, book: &Codebook, today: NaiveDate) -> Expanded {
    fill_in(text, &Blanks::of(photo), book, today)
}

/// The newsroom's codebook, to look codes up in.
pub(crate) fn codebook(reader: &Reader<'_>) -> Result<Codebook, Error> {
    Ok(Codebook::new(reader.code_entries().list()?))
}

fn templates(reader: &Reader<'_>) -> Result<TemplateList, Error> {
    Ok(TemplateList { rows: reader.caption_templates().list()? })
}
