//! Rendering `icons/` from its two SVG files, as the bundler and each system want them.

use std::{fs::File, io::BufWriter, path::Path};

use ico::{IconDir, IconDirEntry, IconImage, ResourceType};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree},
};

use crate::{
    error::TaskError,
    workspace::{self, Workspace},
};

/// File and side in pixels. The names are those that Tauri's bundler expects.
const PNG: &[(&str, u32)] = &[
    ("32x32.png", 32),
    ("64x64.png", 64),
    ("128x128.png", 128),
    ("128x128@2x.png", 256),
    ("icon.png", 512),
];

/// Sides in a Windows icon: title bar, lists, task bar at each scale, tiles.
const ICO: &[u32] = &[16, 20, 24, 32, 40, 48, 64, 128, 256];

/// Types of PNG entries in an Apple icon, with their side in pixels.
const ICNS: &[(&[u8; 4], u32)] = &[
    (b"ic11", 32),
    (b"ic12", 64),
    (b"ic07", 128),
    (b"ic13", 256),
    (b"ic08", 256),
    (b"ic14", 512),
    (b"ic09", 512),
    (b"ic10", 1024),
];

/// Up to this side the drawing for small sizes is used: more detail would only blur.
const SMALL: u32 = 40;

/// Renders every file.
///
/// # Errors
/// A broken SVG, and files that cannot be written.
pub fn render(workspace: &Workspace) -> Result<(), TaskError> {
    let folder = workspace.root().join("icons");
    let drawings = Drawings::read(&folder)?;
    for (name, side) in PNG {
        workspace::write(&folder.join(name), drawings.png(*side)?)?;
    }
    drawings.write_ico(&folder.join("icon.ico"))?;
    workspace::write(&folder.join("icon.icns"), drawings.icns()?)?;
    println!("rendered {} files in {}", PNG.len() + 2, folder.display());
    Ok(())
}

struct Drawings<'a> {
    folder: &'a Path,
    large: Tree,
    small: Tree,
}

impl<'a> Drawings<'a> {
    fn read(folder: &'a Path) -> Result<Self, TaskError> {
        let tree = |name: &str| {
            let path = folder.join(name);
            Tree::from_str(&workspace::read(&path)?, &Options::default())
                .map_err(|error| TaskError::Drawing { path, reason: error.to_string() })
        };
        Ok(Self { folder, large: tree("app.svg")?, small: tree("app-small.svg")? })
    }

    fn pixels(&self, side: u32) -> Result<Pixmap, TaskError> {
        let tree = if side <= SMALL { &self.small } else { &self.large };
        let mut pixels = Pixmap::new(side, side).ok_or_else(|| self.failed("no size"))?;
        let scale = side as f32 / tree.size().width();
        resvg::render(tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        Ok(pixels)
    }

    fn png(&self, side: u32) -> Result<Vec<u8>, TaskError> {
        self.pixels(side)?.encode_png().map_err(|error| self.failed(&error.to_string()))
    }

    fn write_ico(&self, path: &Path) -> Result<(), TaskError> {
        let failed = |source| TaskError::File { path: path.to_path_buf(), source };
        let mut icon = IconDir::new(ResourceType::Icon);
        for side in ICO {
            let rgba = straight_alpha(&self.pixels(*side)?);
            let image = IconImage::from_rgba_data(*side, *side, rgba);
            icon.add_entry(IconDirEntry::encode(&image).map_err(failed)?);
        }
        icon.write(BufWriter::new(File::create(path).map_err(failed)?)).map_err(failed)
    }

    /// Apple's container: a header, then type, length and PNG of each size, big-endian.
    fn icns(&self) -> Result<Vec<u8>, TaskError> {
        let mut entries = Vec::new();
        for (kind, side) in ICNS {
            let png = self.png(*side)?;
            entries.extend_from_slice(*kind);
            entries.extend_from_slice(&self.length(png.len() + 8)?);
            entries.extend_from_slice(&png);
        }
        let mut file = b"icns".to_vec();
        file.extend_from_slice(&self.length(entries.len() + 8)?);
        file.extend_from_slice(&entries);
        Ok(file)
    }

    fn length(&self, bytes: usize) -> Result<[u8; 4], TaskError> {
        u32::try_from(bytes).map(u32::to_be_bytes).map_err(|error| self.failed(&error.to_string()))
    }

    fn failed(&self, reason: &str) -> TaskError {
        TaskError::Drawing { path: self.folder.to_path_buf(), reason: reason.to_owned() }
    }
}

/// The renderer's colours are multiplied by their alpha; an icon's are not.
fn straight_alpha(pixels: &Pixmap) -> Vec<u8> {
    let colours = pixels.pixels().iter().map(|pixel| pixel.demultiply());
    colours.flat_map(|c| [c.red(), c.green(), c.blue(), c.alpha()]).collect()
}
