import type { TFunction } from "i18next";
import { expect, it } from "vitest";
import { actionLines } from "./historyText.ts";

const WORDS: Record<string, string> = {
  "history:field.name": "File",
  "history:field.cardName": "Name",
  "history:field.form": "Form",
  "history:field.step": "Step",
  "counterparties:form.ao": "JSC",
  "counterparties:form.too": "LLP",
};
// reason: the function needs only the lookup, the values and the default of the real one
const t = ((key: string, values: Record<string, unknown> = {}) =>
  WORDS[key] ??
  (key.startsWith("history:field.") ? "" : [key, ...Object.values(values)].filter(Boolean).join(" "))) as unknown as TFunction;

const change = (field: string, from: unknown, to: unknown) => ({
  field,
  from: { value: from, text: null },
  to: { value: to, text: null },
});
const lines = (action: string, ...changes: ReturnType<typeof change>[]) => actionLines({ action, changes }, new Map(), t);

it("tells nothing of the first values of a card, nor of the key of a step", () => {
  expect(lines("counterparty.created", change("name", null, "Insurer"), change("currency", null, "KZT"))).toEqual([]);
  expect(lines("task.changed", change("step", null, "check"))).toEqual([]);
});

it("tells an account by its last digits and its bank", () => {
  const account = [change("ends", null, "2404"), change("bic", null, "IRTYKZKA"), change("currency", null, "KZT")];
  expect(lines("counterparty.account.confirmed", ...account)).toEqual(["history:accountEnds 2404 IRTYKZKA"]);
});

it("calls a choice of the form as the form does, one or several", () => {
  const choices = new Map([
    ["contract", "Contract"],
    ["act", "Act"],
  ]);
  const labels = new Map([["basisKind", { label: "Kind of basis", type: "select" as const, choices }]]);
  const said = (from: unknown, to: unknown) =>
    actionLines({ action: "request.changed", changes: [change("basisKind", from, to)] }, labels, t);
  expect(said("contract", "act")).toEqual(["history:fromTo Kind of basis Contract Act"]);
  expect(said(null, ["act", "contract"])).toEqual(["history:setTo Kind of basis Act, Contract"]);
});

it("calls a file by its name and a card by its title, and codes by their words", () => {
  expect(lines("file.added", change("name", null, "act.pdf"))).toEqual(["history:setTo File act.pdf"]);
  expect(lines("file.shared", change("size", 1, 2), change("name", null, "act.pdf"))).toEqual(["history:setTo File act.pdf"]);
  expect(lines("counterparty.updated", change("name", "Old", "New"))).toEqual(["history:fromTo Name Old New"]);
  expect(lines("counterparty.updated", change("form", "too", "ao"))).toEqual(["history:fromTo Form LLP JSC"]);
});

it("tells a period from its first day", () => {
  const days = [change("toDate", null, "b"), change("substituteId", null, "c"), change("fromDate", null, "a")];
  const told = actionLines(
    { action: "substitution.created", changes: days },
    new Map(days.map(({ field }) => [field, { label: field, type: "date" as const }])),
    t,
  );
  expect(told.map((line) => line.split(" ")[1])).toEqual(["fromDate", "toDate", "substituteId"]);
});

it("tells an amount as money by the type of its field, whatever its key", () => {
  const words = new Map([
    ["deposit", { label: "Deposit", type: "money" as const }],
    ["rooms", { label: "Rooms", type: "number" as const }],
  ]);
  const told = actionLines(
    { action: "request.changed", changes: [change("deposit", 100, 200), change("rooms", 1, 200)] },
    words,
    t,
  );
  expect(told[0]).toMatch(/^history:fromTo Deposit 1\D.*2\D/u);
  expect(told[1]).toBe("history:fromTo Rooms 1 200");
});
