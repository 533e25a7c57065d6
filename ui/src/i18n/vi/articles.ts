// Words of the article list.

export const articles = {
  title: "Bài viết",
};
