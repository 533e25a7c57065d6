// Comparing short texts of the interface without marks. Searching articles and photos is Rust's
// part; this is for menus and lists of a few hundred words.

/** Lower case, without Vietnamese marks: "Đồng bộ" becomes "dong bo". */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLocaleLowerCase("vi");
}
