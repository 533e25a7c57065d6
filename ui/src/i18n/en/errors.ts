// What went wrong and what to do next, by the code that Rust sends.

import type { errors as vi } from "../vi/errors";

export const errors: typeof vi = {
  no_library: "No library is open. Choose or make one in Settings.",
  not_a_library: "This folder is no Tòa Soạn library. Choose another one, or make a new library.",
  library_in_use:
    "The library is open in another window. Close that one, or choose another library.",
  library_too_new:
    "The library was made by a newer Tòa Soạn. Update the program and open it again; nothing is lost.",
  library_damaged:
    "The library is damaged and was left closed, so that it gets no worse. Restore the last backup.",
  no_access: ({ path }) =>
    `No permission for ${path ? `“${path}”` : "this file or folder"}. Choose another place, or ask for permission.`,
  disk_full: "The disk is full. Your text is still in the window; make room, then save again.",
  stale: "This article was just saved elsewhere. Open it again to go on with the newer version.",
  not_found: "This is no longer there. It may have been deleted.",
  undo_gone: "This was done too long ago to be undone. The photos stay as they are.",
  status_refused: "This step cannot be taken from where the article stands now.",
  reason_missing: "A reason is needed.",
  check_failed: "Something must be corrected before publishing. See the checks.",
  invalid_request: "This request makes no sense. Check what you entered.",
  no_portal: "No portal is set up. Add one in Settings.",
  secret_missing: "The portal's access token is missing. Enter it again in Settings.",
  keychain_unavailable:
    "This computer has no place to keep the token. It is kept only until the program closes.",
  portal_unauthorized:
    "The portal does not accept the token: it is wrong or has expired. Enter a new one.",
  portal_forbidden: "This token may not publish. Ask for permission or enter another one.",
  portal_unavailable:
    "The portal cannot be reached. Your work is saved here and goes out when the network is back.",
  portal_busy: ({ seconds }) =>
    seconds
      ? `The portal is busy. Trying again in ${seconds} s.`
      : "The portal is busy. Trying again.",
  portal_protocol: "This address does not answer like a Tòa Soạn portal. Check the address.",
  portal_address: "This portal address cannot be used. It begins with https://.",
  portal_untrusted:
    "This computer does not trust the portal's certificate; somebody may be in between. Nothing was sent. Tell whoever runs the portal.",
  portal_rejected:
    "The portal does not take this content. See the details and correct the article.",
  portal_too_large: "The file is larger than the portal allows. Use a smaller picture.",
  portal_conflict: "The portal and this computer hold different versions. Neither was overwritten.",
  portal_incomplete: "Photos or files are missing on the portal. Publish again to send them.",
  portal_full:
    "The portal's disk is full. Tell its administrator; the article waits and goes out when there is room.",
  local_portal_too_new:
    "The test portal's data was made by a newer Tòa Soạn. Update the program and try again; nothing is lost.",
  picture_unreadable: "The picture could not be opened: damaged, or of an unknown kind.",
  original_differs:
    "This file is not the original: its content differs. Find the file that was imported.",
  file_failed: ({ path }) =>
    `${path ? `“${path}”` : "A file"} could not be read or written. Try again.`,
  codebook_overlap: ({ code }) =>
    `Another entry of “${code ?? ""}” holds on some of these days. Give the older one a last day first.`,
  table_unreadable: "This file is no table that can be read. Save it as XLSX, or as CSV in UTF-8.",
  table_too_large: "The table is too large. Import it in parts.",
  table_columns: "The table needs a heading row with the columns Mã and Họ tên (or code and name).",
  internal:
    "Something unexpected went wrong. Try again; if it stays, send the details to your administrator.",
};
