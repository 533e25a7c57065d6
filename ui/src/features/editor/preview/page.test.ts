import { describe, expect, it } from "vitest";
import { pageBody } from "./page";

function shown(html: string): string {
  const holder = document.createElement("div");
  holder.append(...pageBody(html, (id) => `photo://localhost/large/${id}`));
  return holder.innerHTML;
}

describe("the preview", () => {
  /** Anything that runs in the preview runs with all the rights of the window. */
  it("makes nothing that runs or leaves the window", () => {
    const html =
      '<p onclick="x()">a</p><script>x()</script><a href="https://baophuyen.vn/">b</a>' +
      '<iframe src="https://x"></iframe><svg onload="x()"></svg><img src="https://x/y.jpg">';
    const made = shown(html);
    expect(made).not.toMatch(/onclick|onload|<script|iframe|svg|href|<img/);
    expect(made).toContain("<p>a</p>");
    expect(made).toContain('<a title="https://baophuyen.vn/">b</a>');
  });

  /** A page that differs from the portal's is worse than none. */
  it("keeps structure, alignment and photos", () => {
    expect(
      shown(
        '<h2>Mục</h2><p style="text-align:right;color:red">(PYP)</p>' +
          '<figure><img src="/photo/p1" alt="Đầm"><figcaption>Chú thích</figcaption></figure>' +
          '<table><tbody><tr><th colspan="2">A</th></tr></tbody></table>',
      ),
    ).toBe(
      '<h2>Mục</h2><p style="text-align: right;">(PYP)</p>' +
        '<figure><img alt="Đầm" src="photo://localhost/large/p1"><figcaption>Chú thích</figcaption></figure>' +
        '<table><tbody><tr><th colspan="2">A</th></tr></tbody></table>',
    );
  });
});
