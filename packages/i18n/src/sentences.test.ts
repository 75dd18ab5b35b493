import { expect, it } from "vitest";
import { blockerSentence, createTranslator, fieldSentence, languageFromHeader, problemSentence } from "./index.ts";

const ru = createTranslator("ru");
const kk = createTranslator("kk");

it("counts in Russian and Kazakh", () => {
  expect([1, 3, 11, 21].map((count) => ru("ui:duration.days", { count }))).toEqual(["1 день", "3 дня", "11 дней", "21 день"]);
  expect(kk("ui:duration.days", { count: 5 })).toBe("5 күн");
});

it("prefers the catalogue for a blocker and falls back to the server's words, then the code", () => {
  expect(blockerSentence({ code: "no_such_code", text: "Слова сервера" }, ru)).toBe("Слова сервера");
  expect(blockerSentence({ code: "no_such_code" }, ru)).toBe("no_such_code");
});

it("never shows a code for an unknown problem or field", () => {
  expect(problemSentence({ code: "no_such_code" }, ru)).toBe(ru("ui:error.unknown"));
  expect(problemSentence({ code: "blocked", detail: "Не хватает акта" }, ru)).toBe("Не хватает акта");
  expect(fieldSentence({ field: "amount", code: "no_such_code" }, ru)).toBe(ru("ui:error.field"));
});

it("writes days as the pages do", () => {
  const overlap = { field: "fromDate", code: "absenceOverlaps", params: { from: "2026-11-16", to: "2026-11-20" } };
  expect(fieldSentence(overlap, ru)).toBe("На 16.11.2026 – 20.11.2026 отсутствие уже записано");
});

it("takes the first language it has", () => {
  expect(languageFromHeader("de-DE, kk;q=0.9, en")).toBe("kk");
  expect(languageFromHeader(undefined)).toBe("ru");
});
