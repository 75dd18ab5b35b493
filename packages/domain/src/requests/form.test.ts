import { describe, expect, it } from "vitest";
import catalog from "../../data/request-types.json" with { type: "json" };
import roles from "../../data/roles.json" with { type: "json" };
import { loadThresholds } from "../kernel/conditions.ts";
import { defaultsFor, fieldsOfStep, newlyAskedDefaults, validateForm } from "./form.ts";
import type { FormStage } from "./form.ts";
import { parseRequestType } from "./parse-type.ts";
import { scopeOf } from "./scope.ts";
import type { FormValues } from "./scope.ts";
import type { RequestType } from "./type.ts";

const ID = "0199a1b2-0000-7000-8000-000000000001";
const OTHER = "0199a1b2-0000-7000-8000-000000000002";
const thresholds = loadThresholds({ legal: 1_000_000, cfo: 500_000, ceo: 5_000_000, tender: 1_000_000 });

function typeOf(code: string): RequestType {
  const parsed = parseRequestType(
    catalog.types.find((type) => type.code === code),
    {
      common: catalog.common,
      roles: roles.roles.map((role) => role.code),
      typeCodes: catalog.types.map((type) => type.code),
      thresholds: Object.keys(thresholds),
    },
  );
  if ("errors" in parsed) throw new Error("supplied type refused");
  return parsed.type;
}

const card = { title: "Тема", department: ID, branch: ID, priority: "medium", dueDate: "2026-12-01" };
const payment = {
  ...card,
  counterparty: ID,
  invoiceNumber: " 17 ",
  invoiceDate: "2026-11-20",
  amount: 12_345_600,
  currency: "KZT",
  vatRate: 16,
  payDeadline: "2026-11-30",
  purpose: "Оплата по счёту",
  costItem: ID,
  payKind: "prepay",
};
const purchase = {
  ...card,
  items: [{ name: "Бинт", qty: "2,50", estPrice: 100_050 }],
  deliveryPlace: "Склад",
  recipient: ID,
  neededBy: "2026-12-10",
  estAmount: 250_125,
  costItem: ID,
};
const vacation = { ...card, kind: "vacation", employee: ID, dateFrom: "2026-12-01", dateTo: "2026-12-14", substitute: OTHER };

function check(code: string, values: FormValues, stage: FormStage = "submission"): ReturnType<typeof validateForm> {
  return validateForm(typeOf(code), values, { stage, today: "2026-11-22", thresholds });
}

/** Mistakes of a card whose deadlines are moved, whatever of it is still to come. */
function codesOfMove(code: string, values: FormValues, moved: readonly string[]): string[] {
  const options = { stage: "approval", today: "2026-11-22", thresholds, moved } as const;
  const { errors } = validateForm(typeOf(code), values, options);
  return errors.filter((error) => !error.code.startsWith("required")).map((error) => `${error.field} ${error.code}`);
}

function codes(code: string, values: FormValues, stage: FormStage = "submission"): string[] {
  return check(code, values, stage).errors.map((error) => `${error.field} ${error.code}`);
}

describe("stages", () => {
  it("owes nothing in a draft", () => {
    for (const type of catalog.types) expect(codes(type.code, {}, "draft")).toEqual([]);
  });

  it("owes at submission what the type says, and no more", () => {
    expect(codes("payment", payment)).toEqual([]);
    expect(codes("payment", {})).toEqual([
      "title required",
      "department required",
      "branch required",
      "priority required",
      "counterparty requiredCounterparty",
      "invoiceNumber required",
      "invoiceDate requiredDate",
      "amount requiredMoney",
      "currency required",
      "payDeadline requiredDate",
      "purpose required",
      "payKind requiredChoice",
    ]);
  });

  it("owes the basis and the invoice file when sent for approval", () => {
    expect(codes("payment", payment, "approval")).toEqual([
      "basisKind requiredChoice",
      "basis requiredDocument",
      "invoiceFile requiredFile",
    ]);
    expect(codes("payment", { ...payment, basisKind: "act", basis: ID, invoiceFile: ID }, "approval")).toEqual([]);
  });

  it("owes a step's own field at that step only", () => {
    expect(codes("payment", payment, { step: "acc" })).toEqual(["knp required"]);
    expect(codes("payment", payment, { step: "cfo" })).toEqual([]);
    expect(codes("purchase", purchase, { step: "offers" })).toEqual(["supplier requiredCounterparty"]);
    expect(fieldsOfStep(typeOf("payment"), "acc")).toEqual(["vatRate", "knp", "costItem", "budgetMonth"]);
    expect(fieldsOfStep(typeOf("payment"), "gone")).toEqual([]);
  });
});

describe("conditions of fields", () => {
  it("asks by the answers given", () => {
    expect(codes("purchase", purchase)).toEqual([]);
    expect(codes("purchase", { ...purchase, priority: "urgent" })).toEqual(["urgencyReason required"]);
    expect(codes("hr", { ...card, kind: "vacation" })).toEqual([
      "employee requiredPerson",
      "dateFrom requiredDate",
      "dateTo requiredDate",
      "substitute requiredPerson",
    ]);
    expect(codes("hr", { ...card, kind: "hire", dateFrom: "2026-12-01", candidateName: "А" })).toEqual([
      "personalDataConsent requiredTick",
    ]);
    expect(
      codes("marketing", { ...card, kind: "copy", goal: "Ц", languages: ["ru"], publishFrom: "2026-12-01", budget: 1 }),
    ).toEqual(["costItem required"]);
    expect(
      codes("marketing", { ...card, kind: "copy", goal: "Ц", languages: ["ru"], publishFrom: "2026-12-01", budget: 0 }),
    ).toEqual([]);
  });

  it("wants a consent given, not answered", () => {
    const hire = { ...card, kind: "hire", dateFrom: "2026-12-01", candidateName: "А" };
    expect(codes("hr", { ...hire, personalDataConsent: false })).toEqual(["personalDataConsent requiredTick"]);
    expect(codes("hr", { ...hire, personalDataConsent: true })).toEqual([]);
  });

  it("drops the answer, and its mistakes, to a question not asked", () => {
    const small = check("purchase", { ...purchase, offersMin: -5 });
    expect(small.errors).toEqual([]);
    expect(small.values).not.toHaveProperty("offersMin");
    expect(check("purchase", { ...purchase, estAmount: 100_000_001, offersMin: 3 }).values["offersMin"]).toBe(3);
    expect(codes("purchase", { ...purchase, estAmount: 100_000_001, offersMin: -5 })).toEqual(["offersMin numberTooSmall"]);
  });

  it("sees the card's values when only the type's own are given", () => {
    const { title, department, branch, priority: _priority, dueDate, ...own } = purchase;
    const result = validateForm(typeOf("purchase"), own, {
      stage: "submission",
      today: "2026-11-22",
      thresholds,
      roots: { title, department, branch, priority: "urgent", dueDate },
    });
    expect(result.errors).toEqual([{ field: "urgencyReason", code: "required" }]);
    expect(Object.keys(result.values)).not.toContain("title");
  });
});

describe("derived values", () => {
  it("takes the deadline and the budget month from the payment deadline", () => {
    const { dueDate: _dueDate, ...rest } = payment;
    expect(check("payment", rest).values).toMatchObject({ dueDate: "2026-11-30", budgetMonth: "2026-11" });
    expect(check("payment", { ...payment, budgetMonth: "2026-10" }).values).toMatchObject({
      dueDate: "2026-12-01",
      budgetMonth: "2026-10",
    });
  });

  it("takes the month from the date the type names", () => {
    expect(check("purchase", purchase).values["budgetMonth"]).toBe("2026-12");
  });

  it("fills a new form", () => {
    const author = { id: ID, departmentId: "dep", branchId: "br" };
    expect(defaultsFor(typeOf("payment"), { author })).toEqual({
      department: "dep",
      branch: "br",
      priority: "medium",
      currency: "KZT",
    });
    expect(defaultsFor(typeOf("hr"), { author })).toMatchObject({ employee: ID });
    expect(defaultsFor(typeOf("purchase"), { author: { id: ID } })).toEqual({ priority: "medium", offersMin: 3 });
  });

  it("fills a question that the other answers call for later, once", () => {
    const type = typeOf("purchase");
    const options = { thresholds: { tender: 100_000_00 } };
    const after = { estAmount: 200_000_00 };
    expect(newlyAskedDefaults(type, {}, after, options)).toEqual({ offersMin: 3 });
    expect(newlyAskedDefaults(type, {}, { ...after, offersMin: 5 }, options)).toEqual({});
    expect(newlyAskedDefaults(type, after, { ...after, title: "x" }, options)).toEqual({});
    expect(newlyAskedDefaults(type, {}, { estAmount: 1 }, options)).toEqual({});
  });
});

describe("values", () => {
  it("trims, normalises and drops blanks", () => {
    const { values } = check("purchase", {
      ...purchase,
      recipient: ID.toUpperCase(),
      urgencyReason: "   ",
      items: [{ name: " Бинт ", qty: "2,50", estPrice: 100_050, spec: "" }, {}, { name: "" }],
    });
    expect(values["recipient"]).toBe(ID);
    expect(values).not.toHaveProperty("urgencyReason");
    expect(values["items"]).toEqual([{ name: "Бинт", qty: "2.5", estPrice: 100_050 }]);
    expect(check("payment", payment).values["invoiceNumber"]).toBe("17");
  });

  it("orders a multiple choice by the type, once each", () => {
    const marketing = { ...card, kind: "copy", goal: "Ц", publishFrom: "2026-12-01" };
    expect(check("marketing", { ...marketing, languages: ["en", "kk", "en"] }).values["languages"]).toEqual(["kk", "en"]);
  });

  it.each<[string, FormValues, string]>([
    ["unknown key", { moon: 1 }, "moon unknownField"],
    ["key of the prototype", { constructor: 1 }, "constructor unknownField"],
    ["number for text", { title: 5 }, "title textInvalid"],
    ["NUL", { title: "a\u0000b" }, "title textControl"],
    ["line break in a line", { title: "a\nb" }, "title textControl"],
    ["turned writing", { title: "a\u202eb" }, "title textControl"],
    ["half a character", { title: "a\ud83d" }, "title textControl"],
    ["201 characters", { title: "x".repeat(201) }, "title textTooLong"],
    ["a megabyte", { description: "x".repeat(1_000_000) }, "description textTooLong"],
    ["211 characters of purpose", { purpose: "x".repeat(211) }, "purpose textTooLong"],
    ["no such day", { invoiceDate: "2026-02-30" }, "invoiceDate dateInvalid"],
    ["day of the last century", { invoiceDate: "1999-12-31" }, "invoiceDate dateTooEarly"],
    ["day of the next century", { invoiceDate: "2101-01-01" }, "invoiceDate dateTooLate"],
    ["no such month", { budgetMonth: "2026-13" }, "budgetMonth monthInvalid"],
    ["nothing to pay", { amount: 0 }, "amount moneyTooSmall"],
    ["negative tiyn", { amount: -1 }, "amount moneyNegative"],
    ["half a tiyn", { amount: 0.5 }, "amount moneyFraction"],
    ["10^16", { amount: 1e16 }, "amount moneyTooLarge"],
    ["amount as text", { amount: "100" }, "amount moneyNotNumber"],
    ["amount as object", { amount: { amountMinor: 1 } }, "amount moneyNotNumber"],
    ["unknown currency", { currency: "XXX" }, "currency optionUnknown"],
    ["unknown rate", { vatRate: 20 }, "vatRate optionUnknown"],
    ["rate as text", { vatRate: "16" }, "vatRate optionUnknown"],
    ["unknown choice", { payKind: "later" }, "payKind optionUnknown"],
    ["unknown priority", { priority: "asap" }, "priority optionUnknown"],
    ["no identifier", { counterparty: "ТОО" }, "counterparty referenceInvalid"],
    ["short purpose code", { knp: "71" }, "knp knpShape"],
    ["files as text", { files: ID }, "files referenceInvalid"],
    ["51 files", { files: Array.from({ length: 51 }, () => ID) }, "files tooManyFiles"],
  ])("refuses %s", (_name, change, expected) => {
    expect(codes("payment", { ...payment, ...change })).toEqual([expected]);
  });

  it("keeps line breaks in long text", () => {
    expect(check("payment", { ...payment, description: " a\r\nb\tc " }).values["description"]).toBe("a\nb\tc");
  });

  it.each<[string, unknown, string]>([
    ["no list", "Бинт", "items linesInvalid"],
    ["row no object", [5], "items.0 linesInvalid"],
    ["unknown column", [{ name: "Б", qty: "1", colour: "x" }], "items.0.colour unknownField"],
    ["no name", [{ qty: "1" }], "items.0.name required"],
    ["no quantity", [{ name: "Б" }], "items.0.qty required"],
    ["zero quantity", [{ name: "Б", qty: "0" }], "items.0.qty qtyInvalid"],
    ["quantity as number", [{ name: "Б", qty: 1 }], "items.0.qty qtyInvalid"],
    ["four digits", [{ name: "Б", qty: "1.0001" }], "items.0.qty qtyInvalid"],
    ["price of half a tiyn", [{ name: "Б", qty: "1", estPrice: 0.5 }], "items.0.estPrice moneyFraction"],
    ["too much in all", [{ name: "Б", qty: "999999999", estPrice: 999_999_999_999_999 }], "items moneyTooLarge"],
    ["501 rows", Array.from({ length: 501 }, () => ({ name: "Б", qty: "1" })), "items linesTooMany"],
    ["only blank rows", [{}, { name: " " }], "items requiredLines"],
  ])("refuses a table: %s", (_name, items, expected) => {
    expect(codes("purchase", { ...purchase, items })).toEqual([expected]);
  });

  it("refuses a period that ends before it starts", () => {
    expect(codes("hr", vacation)).toEqual([]);
    expect(codes("hr", { ...vacation, dateTo: "2026-11-30" })).toEqual(["dateTo endBeforeStart"]);
    expect(codes("hr", { ...vacation, dateTo: "2026-12-01" })).toEqual([]);
  });

  it("refuses a leave in a year that is over where it is set and at submission", () => {
    const past = { ...vacation, dateFrom: "2025-12-22", dateTo: "2025-12-31" };
    expect(codes("hr", past)).toEqual(["dateTo leavePastYear"]);
    expect(codes("hr", { ...past, dateTo: "2026-01-01" })).toEqual([]);
    expect(codes("hr", { ...past, kind: "certificate", certificatePurpose: "Банк" })).toEqual([]);
    expect(codesOfMove("hr", past, ["dateFrom"])).toEqual(["dateTo leavePastYear"]);
    expect(codesOfMove("hr", past, ["substitute"])).toEqual([]);
  });

  it("refuses a person as their own substitute", () => {
    expect(codes("hr", { ...vacation, substitute: ID })).toEqual(["substitute ownSubstitute"]);
  });

  it("refuses a deadline already past at submission, and later where it is moved", () => {
    expect(codes("hr", { ...vacation, dueDate: "2026-11-21" })).toEqual(["dueDate dueInPast"]);
    expect(codes("hr", { ...vacation, dueDate: "2026-11-22" })).toEqual([]);
    expect(codes("hr", { ...vacation, dueDate: "2026-11-21" }, "approval")).toEqual([]);
    expect(codesOfMove("hr", { ...vacation, dueDate: "2026-11-21" }, ["dueDate"])).toEqual(["dueDate dueInPast"]);
    expect(codes("payment", { ...payment, payDeadline: "2026-11-22" })).toEqual([]);
    expect(codes("payment", { ...payment, payDeadline: "2026-11-21" })).toEqual(["payDeadline dueInPast"]);
    expect(codesOfMove("payment", { ...payment, payDeadline: "2026-11-21" }, [])).toEqual([]);
    // What the supplier wrote on the invoice is a fact; so is the deadline of a card that stands beside the date it is taken from.
    expect(codes("payment", { ...payment, invoiceDate: "2026-01-15", dueDate: "2026-11-21" })).toEqual([]);
    expect(codesOfMove("payment", { ...payment, dueDate: "2026-11-21" }, ["dueDate"])).toEqual(["dueDate dueInPast"]);
  });
});

describe("the date of an invoice", () => {
  it("is at most a month ahead where it is set and at submission", () => {
    const far = { ...payment, invoiceDate: "2027-06-01" };
    expect(codes("payment", far)).toEqual(["invoiceDate invoiceDateFar"]);
    expect(codesOfMove("payment", far, ["invoiceDate"])).toEqual(["invoiceDate invoiceDateFar"]);
    expect(codesOfMove("payment", far, ["purpose"])).toEqual([]);
    expect(codes("payment", { ...payment, invoiceDate: "2026-12-01" })).toEqual([]);
  });
});

describe("scopeOf", () => {
  it("gives every amount its twin in the base currency", () => {
    const type = typeOf("payment");
    expect(scopeOf(type, { amount: 500, currency: "KZT" }, { thresholds }).fields).toMatchObject({ amountBase: 500 });
    const abroad = { amount: 10_000, currency: "USD" };
    expect(scopeOf(type, abroad, { thresholds, rates: { USD: 523_456_700 } }).fields).toMatchObject({ amountBase: 5_234_567 });
    expect(scopeOf(type, abroad, { thresholds }).fields["amountBase"]).toBeUndefined();
    expect(() => scopeOf(type, abroad, { thresholds, rates: {} })).toThrow(expect.objectContaining({ code: "bad_input" }));
    expect(scopeOf(typeOf("purchase"), { estAmount: 7 }, { thresholds }).fields).toMatchObject({ estAmountBase: 7 });
  });
});
