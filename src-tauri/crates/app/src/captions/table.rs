//! Reading a table of officials: CSV as spreadsheets write it, or XLSX.
//!
//! Columns are found by their heading, in Vietnamese or English. The file may come from anywhere,
//! so its size, its rows and what its archive unpacks to are limited before anything is believed.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use calamine::{Data, DataType as _, Reader as _, Xlsx};
use chrono::NaiveDate;

/// Largest file, in bytes.
const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;
/// Most that an XLSX archive may unpack to, in bytes.
const MAX_UNPACKED_BYTES: u64 = 128 * 1024 * 1024;
/// Most files in an XLSX archive.
const MAX_ENTRIES: usize = 2_000;
/// Most rows.
const MAX_ROWS: usize = 50_000;

/// What every XLSX begins with: it is a ZIP archive.
const ZIP: &[u8] = b"PK\x03\x04";

/// Why a file was not taken as a table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// It could not be read.
    #[error("{path} could not be read")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is larger than a table of officials is.
    #[error("the table is too large")]
    TooLarge,
    /// It is neither CSV in UTF-8 nor a whole XLSX.
    #[error("the file is no table that can be read: {detail}")]
    NotATable {
        /// What was wrong, for a log.
        detail: String,
    },
    /// There is no heading for code and name.
    #[error("the table has no columns for code and name")]
    NoColumns,
}

/// A row as it stands in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// As a spreadsheet numbers it, from 1.
    pub(super) number: u32,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) from: Result<Option<NaiveDate>, NotADay>,
    pub(super) until: Result<Option<NaiveDate>, NotADay>,
}

/// A cell that should hold a day and does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotADay;

/// The rows of the file's first table, empty ones left out.
pub(super) fn read(path: &Path) -> Result<Vec<Row>, TableError> {
    let bytes = bytes_of(path)?;
    let cells = if bytes.starts_with(ZIP) { read_xlsx(bytes)? } else { read_csv(&bytes)? };
    rows(&cells)
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, TableError> {
    let failed = |source| TableError::Io { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(failed)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(TableError::TooLarge);
    }
    Ok(bytes)
}

/// A cell: text, or a day where the table says that it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cell {
    Text(String),
    Day(NaiveDate),
}

impl Cell {
    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Day(day) => day.to_string(),
        }
    }

    /// `15/07/2022` as it is written in Việt Nam, or `2022-07-15`.
    fn day(&self) -> Result<Option<NaiveDate>, NotADay> {
        match self {
            Self::Day(day) => Ok(Some(*day)),
            Self::Text(text) if text.trim().is_empty() => Ok(None),
            Self::Text(text) => ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"]
                .into_iter()
                .find_map(|form| NaiveDate::parse_from_str(text.trim(), form).ok())
                // "%Y" also takes years of two digits, which nobody means.
                .filter(|day| day >= &NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or_default())
                .map(Some)
                .ok_or(NotADay),
        }
    }
}

fn read_csv(bytes: &[u8]) -> Result<Vec<Vec<Cell>>, TableError> {
    let not_a_table = |detail: String| TableError::NotATable { detail };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| not_a_table(error.to_string()))?;
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|sign| first.bytes().filter(|byte| byte == sign).count())
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut cells = Vec::new();
    let (mut counted, mut lines) = (0, 0);
    for record in reader.records() {
        let record = record.map_err(|error| not_a_table(error.to_string()))?;
        // The reader passes over empty lines, which a spreadsheet counts.
        let begins = record.position().map_or(0, csv::Position::byte) as usize;
        let empty = bytes[begins..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        lines += bytes[counted..begins + empty].iter().filter(|byte| **byte == b'\n').count();
        counted = begins + empty;
        if cells.len().max(lines) >= MAX_ROWS {
            return Err(TableError::TooLarge);
        }
        cells.resize(cells.len().max(lines), Vec::new());
        cells.push(record.iter().map(|text| Cell::Text(text.to_owned())).collect());
    }
    Ok(cells)
}

fn read_xlsx(bytes: Vec<u8>) -> Result<Vec<Vec<Cell>>, TableError> {
    let not_a_table = |detail: String| TableError::NotATable { detail };
    check_archive(&bytes)?;
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| not_a_table(error.to_string()))?;
    let Some(name) = book.sheet_names().first().cloned() else {
        return Err(not_a_table("the workbook has no sheet".to_owned()));
    };
    let sheet = book.worksheet_range(&name).map_err(|error| not_a_table(error.to_string()))?;
    if sheet.height() > MAX_ROWS {
        return Err(TableError::TooLarge);
    }
    let above = sheet.start().map_or(0, |(row, _)| row as usize).min(MAX_ROWS);
    let mut cells = vec![Vec::new(); above];
    cells.extend(sheet.rows().map(|row| row.iter().map(cell).collect()));
    Ok(cells)
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::DateTime(_) | Data::DateTimeIso(_) => {
            data.as_date().map_or_else(|| Cell::Text(data.to_string()), Cell::Day)
        }
        Data::Empty | Data::Error(_) => Cell::Text(String::new()),
        other => Cell::Text(other.to_string()),
    }
}

/// Unpacks everything once, into nothing, counting: what an archive says of its sizes is not to be
/// believed, and the reader of sheets would unpack it into memory.
fn check_archive(bytes: &[u8]) -> Result<(), TableError> {
    let not_a_table = |detail: String| TableError::NotATable { detail };
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| not_a_table(error.to_string()))?;
    if archive.len() > MAX_ENTRIES {
        return Err(TableError::TooLarge);
    }
    let mut left = MAX_UNPACKED_BYTES;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| not_a_table(error.to_string()))?;
        let unpacked = io::copy(&mut entry.take(left + 1), &mut io::sink())
            .map_err(|error| not_a_table(error.to_string()))?;
        left = left.checked_sub(unpacked).ok_or(TableError::TooLarge)?;
    }
    Ok(())
}

/// Where each field stands.
struct Columns {
    code: usize,
    name: usize,
    title: Option<usize>,
    from: Option<usize>,
    until: Option<usize>,
}

impl Columns {
    fn find(heading: &[Cell]) -> Option<Self> {
        let heading: Vec<String> =
            heading.iter().map(|cell| text::fold::fold(cell.text().trim())).collect();
        let find =
            |names: &[&str]| heading.iter().position(|heading| names.contains(&heading.as_str()));
        Some(Self {
            code: find(&["ma", "ma viet tat", "ma so", "code"])?,
            name: find(&["ho ten", "ho va ten", "ten", "name"])?,
            title: find(&["chuc danh", "chuc vu", "title"]),
            from: find(&["tu ngay", "bat dau", "from"]),
            until: find(&["den ngay", "ket thuc", "until", "to"]),
        })
    }
}

fn rows(cells: &[Vec<Cell>]) -> Result<Vec<Row>, TableError> {
    let is_empty = |row: &Vec<Cell>| row.iter().all(|cell| cell.text().trim().is_empty());
    let mut numbered = (1_u32..).zip(cells).filter(|(_, row)| !is_empty(row));
    let (_, heading) = numbered.next().ok_or(TableError::NoColumns)?;
    let columns = Columns::find(heading).ok_or(TableError::NoColumns)?;
    let nothing = Cell::Text(String::new());
    Ok(numbered
        .map(|(number, row)| {
            let at = |column: Option<usize>| column.and_then(|at| row.get(at)).unwrap_or(&nothing);
            Row {
                number,
                code: at(Some(columns.code)).text(),
                name: at(Some(columns.name)).text(),
                title: at(columns.title).text(),
                from: at(columns.from).day(),
                until: at(columns.until).day(),
            }
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        file
    }

    fn row(number: u32, code: &str, name: &str) -> Row {
        Row {
            number,
            code: code.to_owned(),
            name: name.to_owned(),
            title: String::new(),
            from: Ok(None),
            until: Ok(None),
        }
    }

    /// Spreadsheets set to Vietnamese write semicolons and a mark at the start; both must be read.
    #[test]
    fn csv_of_a_vietnamese_spreadsheet() {
        let text = "\u{FEFF}Mã;Họ và tên;Chức danh;Từ ngày;Đến ngày\r\n\
             ct;Trần Hữu Thế;Chủ tịch UBND tỉnh;01/07/2021;\r\n\
             \r\n\
             pct;Lê Tấn Hổ;\"Phó Chủ tịch; phụ trách\";31/02/2020;2024-12-31\r\n";

        let rows = read(file(text.as_bytes()).path()).unwrap();

        let first = Row {
            title: "Chủ tịch UBND tỉnh".to_owned(),
            from: Ok(NaiveDate::from_ymd_opt(2021, 7, 1)),
            ..row(2, "ct", "Trần Hữu Thế")
        };
        let second = Row {
            title: "Phó Chủ tịch; phụ trách".to_owned(),
            from: Err(NotADay),
            until: Ok(NaiveDate::from_ymd_opt(2024, 12, 31)),
            ..row(4, "pct", "Lê Tấn Hổ")
        };
        assert_eq!(rows, [first, second]);
    }

    /// A letter to the editor taken for a codebook would fill it with nonsense.
    #[test]
    fn what_is_no_table_is_refused() {
        let refused = |bytes: &[u8]| read(file(bytes).path()).unwrap_err();
        assert!(matches!(refused(b""), TableError::NoColumns));
        assert!(matches!(refused("Kính gửi tòa soạn".as_bytes()), TableError::NoColumns));
        assert!(matches!(refused(b"ma,ten\n\xC3\x28"), TableError::NotATable { .. }));
        assert!(matches!(refused(b"PK\x03\x04 and no archive"), TableError::NotATable { .. }));
        assert!(matches!(read(Path::new("khong-co.csv")).unwrap_err(), TableError::Io { .. }));
        let large = vec![b'a'; MAX_FILE_BYTES as usize + 1];
        assert!(matches!(refused(&large), TableError::TooLarge));
    }

    /// An archive of a few kilobytes that unpacks to gigabytes would fill the memory.
    #[test]
    fn an_archive_that_swells_is_refused() {
        use std::io::Write as _;
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        let zeros = vec![0; 1024 * 1024];
        archive.start_file("xl/worksheets/sheet1.xml", options).unwrap();
        for _ in 0..=MAX_UNPACKED_BYTES / (1024 * 1024) {
            archive.write_all(&zeros).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        assert!(bytes.len() < 1024 * 1024, "the bomb is {} bytes", bytes.len());

        assert!(matches!(read(file(&bytes).path()).unwrap_err(), TableError::TooLarge));
    }

    /// Days in a workbook are numbers with a format; read as text they would all be refused.
    #[test]
    fn a_workbook_with_days() {
        let rows = read(file(&workbook()).path()).unwrap();

        let expected = Row {
            title: "Giám đốc Sở".to_owned(),
            from: Ok(NaiveDate::from_ymd_opt(2021, 7, 1)),
            ..row(2, "gd", "Nguyễn Thị Ngọc Ái")
        };
        assert_eq!(rows, [expected]);
    }

    /// The smallest workbook that a spreadsheet opens: one sheet, inline strings, one day (44378).
    fn workbook() -> Vec<u8> {
        use std::io::Write as _;
        let files = [
            (
                "[Content_Types].xml",
                r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#,
            ),
            (
                "_rels/.rels",
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
            ),
            (
                "xl/workbook.xml",
                r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Lãnh đạo" sheetId="1" r:id="r1"/></sheets></workbook>"#,
            ),
            (
                "xl/_rels/workbook.xml.rels",
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
            ),
            (
                "xl/styles.xml",
                r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
            ),
            (
                "xl/worksheets/sheet1.xml",
                r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Mã</t></is></c><c r="B1" t="inlineStr"><is><t>Họ tên</t></is></c><c r="C1" t="inlineStr"><is><t>Chức danh</t></is></c><c r="D1" t="inlineStr"><is><t>Từ ngày</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>gd</t></is></c><c r="B2" t="inlineStr"><is><t>Nguyễn Thị Ngọc Ái</t></is></c><c r="C2" t="inlineStr"><is><t>Giám đốc Sở</t></is></c><c r="D2" s="1"><v>44378</v></c></row></sheetData></worksheet>"#,
            ),
        ];
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }
}
