//! Pictures as the window gets them.

use app::PictureSize;
use app::view::PhotoEdit;
use domain::{Crop, Crops, PhotoId, Rotation};

use crate::newsroom::{Newsroom, picture};

async fn size(newsroom: &Newsroom, id: PhotoId, size: PictureSize) -> (u32, u32) {
    let shown = newsroom.app.picture(id, size).await.unwrap();
    let shown = image::load_from_memory(&shown.bytes).unwrap();
    (shown.width(), shown.height())
}

/// Whoever looks at a photo pixel by pixel must see what was taken, as it was turned and cropped;
/// and whoever crops it again must see what was cut off.
#[tokio::test]
async fn every_pixel_is_shown_as_the_photo_was_edited() {
    let newsroom = Newsroom::new().await;
    let file = newsroom.path("Ảnh.jpg");
    picture(&file, 7);
    let id = newsroom.bring_in(std::slice::from_ref(&file)).await.photos[0];

    let untouched = newsroom.app.picture(id, PictureSize::Original).await.unwrap();
    assert_eq!(untouched.bytes, std::fs::read(&file).unwrap(), "not the file as it came");

    let upper_half = Crop { x: 0.0, y: 0.0, width: 1.0, height: 0.5 };
    let edit = PhotoEdit {
        id,
        rotation: Rotation::Quarter,
        straighten: 0.0,
        crop: Some(upper_half),
        crops: Crops::default(),
    };
    newsroom.app.photo_edit(edit).await.unwrap();

    assert_eq!(size(&newsroom, id, PictureSize::Original).await, (48, 32));
    assert_eq!(size(&newsroom, id, PictureSize::View).await, (48, 32));
    assert_eq!(size(&newsroom, id, PictureSize::Whole).await, (64, 48), "cut off for good");
}
