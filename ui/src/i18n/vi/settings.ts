// Words of the settings, the library and portal accounts.

export const settings = {
  title: "Cài đặt",
};
