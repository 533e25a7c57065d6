// Words of the gallery, its albums and the import of photos.

export const gallery = {
  title: "Thư viện ảnh",
};
