// Words of the editor and its inspector.

export const editor = {
  title: "Soạn bài",
};
