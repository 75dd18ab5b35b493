import { expect, it } from "vitest";
import { isBlank, withoutInvisible } from "./invisible.ts";

it.each(["", " \n\t", "\u200b", "\u2060 \u00a0", "\u2800", "\u202a\u202c", "\u200e", "\ufeff"])("cannot see %j", (text) => {
  expect(isBlank(text)).toBe(true);
});

it.each([".", "0", "\u200ba", "Ә", "✓", "—"])("sees %j", (text) => {
  expect(isBlank(text)).toBe(false);
});

it("takes marks out of a code and leaves its letters, digits and spaces", () => {
  expect(withoutInvisible("\u202a1503 4098\u200b1017\u202c")).toBe("1503 40981017");
  expect(withoutInvisible("Әділет")).toBe("Әділет");
});
