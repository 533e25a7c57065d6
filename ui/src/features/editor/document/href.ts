// Where a link may lead. The same rule as in Rust, which drops anything else when HTML is made.

const SCHEMES = /^(https?|mailto|tel):/i;

/** Whether an address is of a kind that the portal prints: http, https, mailto, tel, or a path. */
export function isSafeHref(href: string): boolean {
  return SCHEMES.test(href) || /^\/(?!\/)/.test(href) || href.startsWith("#");
}

/**
 * What somebody typed as an address, made whole: `baophuyen.vn` gets `https://`, an e-mail address
 * gets `mailto:`. `null` when it cannot be an address.
 */
export function completeHref(typed: string): string | null {
  const text = typed.trim().normalize("NFC");
  if (text === "" || /\s/.test(text)) return null;
  if (isSafeHref(text)) return text;
  if (/^[^@/:]+@[^@/:]+\.[^@/:]+$/.test(text)) return `mailto:${text}`;
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text)) return null;
  return /^[^/]+\.[^/.]{2,}(\/|$|:\d)/.test(text) ? `https://${text}` : null;
}
