import { expect, it } from "vitest";
import { rewrites, VOUCHED_COLUMNS, VOUCHED_KEYS } from "./vouched.ts";

const CARD = {
  kind_code: "contract",
  doc_number: "7/26",
  doc_date: "2026-11-10",
  counterparty_id: "supplier",
  valid_from: "2026-11-16",
  valid_to: null,
  amount_minor: 100,
  currency: "KZT",
  subject: "Cleaning",
};

it.each(Object.values(VOUCHED_COLUMNS))("is written by who changes %s", (column) => {
  expect(rewrites(CARD, { ...CARD, [column]: "other" })).toBe(true);
});

it("is not written by who saves it as it is or mends its subject", () => {
  expect(rewrites(CARD, { ...CARD })).toBe(false);
  const mended = { ...CARD, subject: "Cleaning of the branch" };
  expect(rewrites(CARD, mended)).toBe(false);
});

it("is vouched for with its file", () => {
  expect(VOUCHED_KEYS).toContain("file");
  expect(VOUCHED_KEYS).not.toContain("subject");
});
