// The words of a real page of a portal. Never part of a build.

import type { Block } from "../src/ipc/generated";

export const TITLE =
  "Triển khai các nhiệm vụ, giải pháp hoàn thiện thể chế liên kết vùng kinh tế - xã hội";

export const LEAD =
  "UBND tỉnh vừa có văn bản yêu cầu các sở, ban ngành, UBND các huyện, thị xã, thành phố quán triệt và triển khai quyết liệt các nhiệm vụ, giải pháp hoàn thiện thể chế liên kết vùng kinh tế - xã hội theo Nghị quyết 57/NQ-CP ngày 21/4/2022 của Chính phủ; đồng thời chủ động, nỗ lực phát huy tối đa tiềm năng, lợi thế so sánh, đổi mới, sáng tạo và tăng cường liên kết vùng vì sự phát triển chung của tỉnh và của vùng.";

export const PARAGRAPHS = [
  "Các sở, ban ngành, huyện, thị xã, thành phố rà soát các quy hoạch liên quan để tham mưu UBND tỉnh điều chỉnh hoặc phối hợp với các bộ, ngành Trung ương liên quan xây dựng mới hoặc điều chỉnh các quy hoạch ngành phù hợp với nhu cầu phát triển của vùng và Luật Quy hoạch 2017; tham mưu UBND tỉnh xây dựng cơ sở thông tin dữ liệu vùng, nhất là trong lĩnh vực tài nguyên và bảo vệ môi trường, phòng tránh và giảm nhẹ thiên tai, biến đổi khí hậu nhằm mục tiêu chung và thúc đẩy sự phát triển bền vững. Tổ chức tuyên truyền, nâng cao nhận thức, đổi mới tư duy của cán bộ, công chức, viên chức của đơn vị mình về lợi ích của liên kết vùng; đề xuất các vấn đề khó khăn, vướng mắc trong quá trình xây dựng và triển khai thực hiện các chính sách phát triển vùng thuộc lĩnh vực mà mình được phân công phụ trách theo dõi, tham mưu UBND tỉnh báo cáo các bộ, ngành Trung ương liên quan để nắm bắt nhu cầu từ đó có giải pháp hoặc kiến nghị cấp có thẩm quyền xem xét, tháo gỡ kịp thời. Huy động tối đa nguồn lực, tranh thủ các nguồn vốn của Trung ương, nguồn vốn ODA, vốn tư nhân và các nguồn vốn hợp pháp khác để triển khai các dự án trọng điểm, có tính đột phá tạo ra liên kết vùng trên địa bàn, lĩnh vực mà mình phụ trách theo dõi.",
  "Sở KH-ĐT chủ trì, phối hợp với các sở, ban ngành, địa phương liên quan tham mưu UBND tỉnh xây dựng hoàn chỉnh Quy hoạch tỉnh thời kỳ 2021-2030, tầm nhìn đến năm 2050 và trình Thủ tướng Chính phủ trong tháng 9/2022 theo quy định.",
] as const;

/** A paragraph of plain text. */
export function paragraph(id: string, text: string): Block {
  return { type: "paragraph", attrs: { id, textAlign: null }, content: [{ type: "text", text }] };
}
