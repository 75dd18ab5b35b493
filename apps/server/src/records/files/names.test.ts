import { describe, expect, it } from "vitest";
import { parseRange } from "./content.ts";
import { contentDisposition, fileName, partName } from "./names.ts";

describe("fileName", () => {
  it.each([
    ["Договор № 12.pdf", "Договор № 12.pdf"],
    ["  счёт.pdf ", "счёт.pdf"],
    ["и\u0306.txt", "й.txt"],
    ["\u202Egpj.exe.txt", "gpj.exe.txt"],
  ])("keeps %j as %j", (typed, kept) => {
    expect(fileName(typed)).toBe(kept);
  });

  it("shortens by whole letters and keeps the extension", () => {
    const kept = fileName(`${"ж".repeat(300)}.pdf`);
    expect(kept).toMatch(/^ж+\.pdf$/u);
    expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(255);
    expect(Buffer.byteLength(kept)).toBeGreaterThan(250);
  });

  it.each(["", "   ", ".", "..", "a/b.pdf", "a\\b.pdf", "a\0.pdf", "a\n.pdf", "\u202e"])("refuses %j", (typed) => {
    expect(() => fileName(typed)).toThrow(expect.objectContaining({ code: "unsupported_file" }));
  });
});

it("keeps the quotes that a form escapes in the name of a part", () => {
  expect(fileName(partName("Договор %22Ромашка%22 100%25.pdf"))).toBe('Договор "Ромашка" 100%25.pdf');
});

describe("contentDisposition", () => {
  it("cannot be broken out of", () => {
    const header = contentDisposition("attachment", `a"; filename=evil.exe\r\nX: 1; (it's)*.pdf`);
    expect(header).toBe(
      `attachment; filename="a_; filename=evil.exe__X: 1; (it's)*.pdf"; filename*=UTF-8''a%22%3B%20filename%3Devil.exe%0D%0AX%3A%201%3B%20%28it%27s%29%2A.pdf`,
    );
  });
});

describe("parseRange", () => {
  it.each([
    [undefined, null],
    ["bytes=0-0", { start: 0, end: 0 }],
    ["bytes=5-", { start: 5, end: 9 }],
    ["bytes=-3", { start: 7, end: 9 }],
    ["bytes=-30", { start: 0, end: 9 }],
    ["bytes=0-999", { start: 0, end: 9 }],
    ["bytes=10-", "beyond"],
    ["bytes=-0", "beyond"],
    ["bytes=5-2", null],
    ["bytes=0-1,3-4", null],
    ["pages=1-2", null],
    ["bytes=-", null],
  ])("reads %j of ten bytes", (header, range) => {
    expect(parseRange(header, 10)).toEqual(range);
  });
});
