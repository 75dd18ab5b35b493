import requestTypes from "@tartip/domain/data/request-types.json" with { type: "json" };
import { expect, it } from "vitest";
import type { RequestField } from "@tartip/domain/requests/type";
import { inFormOrder, layoutOf, setAside } from "./formLayout.ts";

function fieldsOf(code: string): { fields: RequestField[]; all: RequestField[] } {
  // reason: the supplied types are the ones the product installs; the layout needs keys and types of fields only
  const fields = (requestTypes.types.find((type) => type.code === code)?.fields ?? []) as unknown as RequestField[];
  // reason: as above
  return { fields, all: [...(requestTypes.common as unknown as RequestField[]), ...fields] };
}

const keys = (code: string) => {
  const { fields, all } = fieldsOf(code);
  return Object.fromEntries(
    layoutOf({ fields }, all).map(({ id, rows }) => [id, rows.map((row) => row.map((one) => one.key).join(" "))]),
  );
};

it.each(requestTypes.types.map((type) => type.code))("places every field of %s exactly once", (code) => {
  const { fields, all } = fieldsOf(code);
  const placed = layoutOf({ fields }, all).flatMap((group) => group.rows.flat().map((field) => field.key));
  expect(placed.toSorted()).toEqual(all.map((field) => field.key).toSorted());
});

it("begins a payment with its file and keeps the cell together", () => {
  const payment = keys("payment");
  expect(Object.keys(payment)).toEqual(["papers", "party", "money", "budget", "main", "people"]);
  expect(payment["budget"]).toEqual(["branch", "costItem", "project", "budgetMonth"]);
  expect(payment["papers"]).toEqual(["invoiceFile", "basisKind", "basis", "files"]);
  expect(payment["main"]).toEqual(["title", "description"]);
});

it("asks nothing of a budget where none is spent", () => {
  expect(Object.keys(keys("it"))).toEqual(["main", "papers", "people"]);
});

it("tells what is wrong from the top of the form to its end", () => {
  const { fields, all } = fieldsOf("payment");
  const common = all.filter((field) => !fields.includes(field));
  const wrong = ["title", "dueDate", "payKind", "counterparty", "invoiceFile"].map((field) => ({ field }));
  const ordered = inFormOrder({ fields, common }, wrong).map((one) => one.field);
  expect(ordered).toEqual(["invoiceFile", "counterparty", "payKind", "title", "dueDate"]);
});

it("sets aside the empty questions of another choice, and none that is required, filled in or free", () => {
  const { fields, all } = fieldsOf("hr");
  const common = all.filter((field) => !fields.includes(field));
  const asideOf = (values: Record<string, unknown>) => {
    const scope = { fields: values, facts: {}, thresholds: {}, moneyFields: new Set<string>() };
    return setAside({ fields, common }, all, scope).aside.map((field) => field.key);
  };
  expect(asideOf({ kind: "vacation" })).toEqual(["certificatePurpose", "personalDataConsent", "candidateName"]);
  expect(asideOf({ kind: "vacation", certificatePurpose: "Для банка" })).not.toContain("certificatePurpose");
  expect(asideOf({ kind: "hire" })).toEqual(expect.arrayContaining(["employee", "dateTo", "substitute"]));
  expect(asideOf({})).not.toContain("language");
});

it("asks nobody at first for what belongs to a later step", () => {
  const { fields, all } = fieldsOf("payment");
  const asideOf = (values: Record<string, unknown>) => {
    const scope = { fields: values, facts: {}, thresholds: {}, moneyFields: new Set<string>() };
    return setAside({ fields, common: [], dueDateFrom: "payDeadline" }, all, scope).aside.map((field) => field.key);
  };
  expect(asideOf({})).toEqual(["vatRate", "knp", "costItem", "budgetMonth"]);
  expect(asideOf({ knp: "710", costItem: "1", vatRate: 16 })).toEqual(["budgetMonth"]);
  // The month that follows from the day to pay by is nobody's answer yet; another one is.
  const december = { payDeadline: "2026-12-04", budgetMonth: "2026-12" };
  expect(asideOf(december)).toContain("budgetMonth");
  expect(asideOf({ ...december, budgetMonth: "2026-11" })).not.toContain("budgetMonth");
});

it("leaves alone what hangs on an amount or a tick", () => {
  const purchase = fieldsOf("purchase");
  const scope = { fields: {}, facts: {}, thresholds: { tender: 1 }, moneyFields: new Set<string>() };
  const { aside } = setAside({ fields: purchase.fields, common: [] }, purchase.all, scope);
  expect(aside.map((field) => field.key)).not.toContain("offersMin");
});
