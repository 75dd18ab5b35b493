import { expect, it } from "vitest";
import { combinationOf } from "./useHotkeys.ts";

const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

it("names keys by their place, whatever the layout writes", () => {
  expect(combinationOf({ ...plain, code: "KeyJ" })).toBe("KeyJ");
  expect(combinationOf({ ...plain, code: "KeyK", metaKey: true })).toBe("Mod+KeyK");
  expect(combinationOf({ ...plain, code: "Slash", shiftKey: true })).toBe("Shift+Slash");
  expect(combinationOf({ ...plain, code: "NumpadEnter", ctrlKey: true })).toBe("Mod+Enter");
});
