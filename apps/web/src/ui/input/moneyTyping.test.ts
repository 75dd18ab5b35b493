import { expect, it } from "vitest";
import { caretAfter, groupTyped } from "./moneyTyping.ts";

it.each([
  ["1234567", "1\u00a0234\u00a0567"],
  ["1234567.5", "1\u00a0234\u00a0567,5"],
  ["0012", "12"],
  ["12,345", "12,34"],
  ["12a", "12"],
  ["-5", "-5"],
])("groups %s", (typed, shown) => {
  expect(groupTyped(typed)).toBe(shown);
});

it("keeps the caret behind the sign just typed", () => {
  // «1 234|» after a 5 typed at the end, and a 9 typed in front.
  expect(caretAfter("1\u00a02345", 6, "12\u00a0345")).toBe(6);
  expect(caretAfter("91\u00a0234", 1, "91\u00a0234")).toBe(1);
  // Deleting the 1 of «1 234» leaves the caret at the start.
  expect(caretAfter("\u00a0234", 0, "234")).toBe(0);
});
