import { describe, expect, it } from "vitest";
import { vouchedFields } from "./vouched-fields.ts";
import type { VouchableField } from "./vouched-fields.ts";

const FIELDS: VouchableField[] = [
  { key: "title", type: "text" },
  { key: "counterparty", type: "counterparty" },
  { key: "amount", type: "money" },
  { key: "currency", type: "currency" },
  { key: "vatRate", type: "vat" },
  { key: "knp", type: "knp" },
  { key: "costItem", type: "costItem" },
  { key: "budgetMonth", type: "month" },
  { key: "basis", type: "document" },
  { key: "invoiceFile", type: "file" },
  { key: "account", type: "account" },
];

describe("what a vote vouches for", () => {
  it.each([
    [
      { rule: "department_head" },
      ["title", "counterparty", "amount", "currency", "costItem", "budgetMonth", "basis", "invoiceFile", "account"],
    ],
    [{ role: "lawyer" }, ["counterparty", "basis"]],
    [{ role: "accountant" }, ["counterparty", "amount", "currency", "vatRate", "knp", "costItem", "budgetMonth", "account"]],
    [{ role: "cfo" }, ["counterparty", "amount", "currency", "costItem", "budgetMonth", "invoiceFile"]],
    [{ role: "ceo" }, ["counterparty", "amount", "currency", "costItem", "budgetMonth", "invoiceFile"]],
  ] as const)("%o", (by, keys) => {
    expect(vouchedFields(by, "normal", FIELDS)).toEqual(keys);
  });

  it("is everything for the lawyer of a contract, and the cell for an over-limit decision", () => {
    expect(
      vouchedFields(
        { role: "lawyer" },
        "normal",
        FIELDS.filter((one) => one.key !== "basis"),
      ),
    ).toHaveLength(10);
    expect(vouchedFields({ role: "cfo" }, "over_limit", FIELDS)).toEqual([
      "counterparty",
      "amount",
      "currency",
      "costItem",
      "budgetMonth",
    ]);
  });
});
