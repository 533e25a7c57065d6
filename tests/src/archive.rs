//! An archive of articles as an office has it after some years, made anew for each measurement and
//! the same every time.
#![expect(clippy::unwrap_used, reason = "a measurement fails by panicking")]

use chrono::{DateTime, TimeDelta, Utc};
use domain::document::{Block, Inline, TextAttrs};
use domain::{Article, ArticleId, Category, CategoryId, Document, PortalId, RevisionId, Status};
use store::{Library, RevisionKind, Save};

/// Articles written in one transaction.
const BATCH: usize = 500;

/// One article in so many has [`RARE`] in its text.
const EVERY: usize = 500;

/// Words that few articles have.
pub const RARE: &str = "rạn san hô Hòn Yến";

const WHO: &[&str] = &[
    "UBND tỉnh",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Nông nghiệp và Phát triển nông thôn",
    "Ban Thường vụ Tỉnh ủy",
    "Chủ tịch UBND tỉnh Trần Hữu Thế",
    "Ủy ban MTTQ Việt Nam tỉnh",
    "Sở Giáo dục và Đào tạo",
    "Công an tỉnh",
    "Liên đoàn Lao động tỉnh",
    "Sở Thông tin và Truyền thông",
    "Phó Chủ tịch UBND tỉnh Đào Mỹ",
    "Bảo hiểm xã hội tỉnh",
    "Hội Nông dân xã An Phú",
    "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
];

const DEED: &[&str] = &[
    "vừa có văn bản đề nghị các đơn vị triển khai",
    "tổ chức hội nghị sơ kết sáu tháng đầu năm về",
    "kiểm tra thực tế công tác",
    "ban hành kế hoạch thực hiện",
    "đánh giá cao kết quả bước đầu của",
    "chỉ đạo đẩy nhanh tiến độ",
    "làm việc với các địa phương về",
    "phát động phong trào thi đua gắn với",
    "thống nhất chủ trương đầu tư cho",
    "lấy ý kiến nhân dân về dự thảo",
    "trao bằng khen cho tập thể có thành tích trong",
    "yêu cầu xử lý dứt điểm vướng mắc trong",
];

const MATTER: &[&str] = &[
    "chuyển đổi số trong cải cách thủ tục hành chính",
    "xây dựng nông thôn mới nâng cao",
    "phòng chống thiên tai và tìm kiếm cứu nạn",
    "liên kết vùng kinh tế trọng điểm miền Trung",
    "giải phóng mặt bằng đường cao tốc Bắc – Nam",
    "bảo tồn di sản văn hóa cồng chiêng",
    "tiêm vắc xin phòng bệnh cho trẻ em",
    "phát triển du lịch biển đảo bền vững",
    "chống khai thác hải sản bất hợp pháp",
    "kỳ thi tốt nghiệp trung học phổ thông",
    "hỗ trợ nhà ở cho hộ nghèo, hộ cận nghèo",
    "quy hoạch sử dụng đất đến năm 2030",
    "đào tạo nghề cho lao động nông thôn",
    "trồng rừng gỗ lớn theo chứng chỉ bền vững",
    "an toàn giao thông dịp lễ, Tết",
    "thu hút đầu tư vào khu kinh tế Nam Phú Yên",
];

const WHERE: &[&str] = &[
    "tại thành phố Tuy Hòa",
    "trên địa bàn huyện Đồng Xuân",
    "ở thị xã Sông Cầu",
    "tại các xã ven biển huyện Tuy An",
    "trên toàn tỉnh",
    "tại huyện miền núi Sơn Hòa",
    "ở phường Phú Đông",
    "dọc tuyến quốc lộ 25",
    "tại đầm Ô Loan",
    "ở vùng cao nguyên Vân Hòa",
];

const DETAIL: &[&str] = &[
    "nhằm nâng cao đời sống vật chất và tinh thần của người dân",
    "với sự tham gia của hơn hai trăm đại biểu",
    "bảo đảm đúng quy định và tiết kiệm ngân sách",
    "trong đó chú trọng vai trò của người đứng đầu",
    "góp phần hoàn thành chỉ tiêu Nghị quyết Đại hội Đảng bộ tỉnh",
    "sau khi nghe báo cáo của các ngành và ý kiến cử tri",
    "từ nguồn vốn trung ương và đối ứng của địa phương",
    "theo lộ trình đến hết quý III",
    "để doanh nghiệp và hợp tác xã yên tâm sản xuất",
    "gắn với thực hiện Chỉ thị 05 của Bộ Chính trị",
];

const POSTERS: &[&str] = &["Trần Kim Huy", "Đỗ Thị Ngọc Ánh", "Lê Quang Vũ", "Nguyễn Thị Hồng"];

/// Which articles, and for whom.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// How many.
    pub count: usize,
    /// The portal that all of them are to appear on; without one they are in every status.
    pub publish_to: Option<PortalId>,
}

/// Writes articles of about 300 words into an empty library; the categories they are filed under.
pub fn fill(library: &Library, wanted: Wanted) -> Vec<CategoryId> {
    let categories: Vec<CategoryId> = (0..12).map(|_| CategoryId::generate()).collect();
    library
        .write(|writer| {
            (0..).zip(&categories).try_for_each(|(position, id)| {
                let name = format!("Chuyên mục {}", position + 1);
                let slug = format!("chuyen-muc-{}", position + 1);
                writer.categories_mut().insert(&Category { id: *id, name, slug, position })
            })
        })
        .unwrap();
    let mut dice = Dice::new(42);
    for first in (0..wanted.count).step_by(BATCH) {
        let numbers = first..wanted.count.min(first + BATCH);
        library
            .write(|writer| {
                for number in numbers {
                    let article = article(number, wanted, &categories, &mut dice);
                    let save = Save {
                        revision: RevisionId::generate(),
                        kind: RevisionKind::Import,
                        name: String::new(),
                        by: article.poster.clone(),
                        at: article.updated_at,
                        publish_to: wanted.publish_to,
                    };
                    writer.articles_mut().insert(&article, &save)?;
                }
                Ok(())
            })
            .unwrap();
    }
    categories
}

fn article(number: usize, wanted: Wanted, categories: &[CategoryId], dice: &mut Dice) -> Article {
    let mut article = Article::draft(ArticleId::generate(), dice.one(POSTERS), time(number));
    // Five digits for every number, so that the size of the archive does not show in the texts.
    article.title =
        format!("{} {} (tin {:05})", capital(dice.one(MATTER)), dice.one(WHERE), number);
    article.lead = dice.sentences(2);
    let mut paragraphs: Vec<String> = (0..5).map(|_| dice.sentences(3)).collect();
    if number % EVERY == 7 {
        paragraphs[2] += &format!(" Chuyến khảo sát dừng lâu ở {RARE}.");
    }
    article.body = Document::new(paragraphs.into_iter().map(paragraph).collect());
    article.status = match wanted.publish_to {
        Some(_) => Status::Published,
        None => Status::ALL[dice.below(Status::ALL.len())],
    };
    article.slug = text_slug(number);
    article.category = Some(categories[dice.below(categories.len())]);
    article
}

/// An article every few hours, the newest last.
fn time(number: usize) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2014-01-06T01:30:00Z".parse().unwrap();
    start + TimeDelta::minutes(i64::try_from(number).unwrap() * 437)
}

fn text_slug(number: usize) -> String {
    format!("tin-{number:05}")
}

fn paragraph(text: String) -> Block {
    let content = vec![Inline::Text { text, marks: Vec::new() }];
    Block::Paragraph { attrs: TextAttrs::default(), content }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The same throws every time.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    pub(crate) fn one(&mut self, of: &[&'static str]) -> &'static str {
        of[self.below(of.len())]
    }

    fn sentences(&mut self, count: usize) -> String {
        let sentence = |dice: &mut Self| {
            let [who, deed, matter] = [dice.one(WHO), dice.one(DEED), dice.one(MATTER)];
            format!("{who} {deed} {matter} {}, {}.", dice.one(WHERE), dice.one(DETAIL))
        };
        (0..count).map(|_| sentence(self)).collect::<Vec<_>>().join(" ")
    }
}
