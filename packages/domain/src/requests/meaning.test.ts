import { describe, expect, it } from "vitest";
import catalog from "../../data/request-types.json" with { type: "json" };
import roles from "../../data/roles.json" with { type: "json" };
import { amountKeys, carriesInvoice, iconOf, meaningOf, spendsBudget } from "./meaning.ts";
import { parseRequestType } from "./parse-type.ts";
import type { RequestType } from "./type.ts";
import { vouchedKeys } from "./vouched-fields.ts";

type Json = Record<string, unknown>;

const label = { ru: "Т", kk: "Т", en: "T" };

function parsed(json: unknown): ReturnType<typeof parseRequestType> {
  return parseRequestType(json, {
    common: catalog.common,
    roles: roles.roles.map((role) => role.code),
    typeCodes: catalog.types.map((type) => type.code),
    thresholds: ["legal", "cfo", "ceo", "tender"],
  });
}

function typeOf(json: unknown): RequestType {
  const read = parsed(json);
  if ("errors" in read) throw new Error(JSON.stringify(read.errors));
  return read.type;
}

function supplied(code: string): RequestType {
  return typeOf(catalog.types.find((type) => type.code === code));
}

const ALL = catalog.types.map((type) => [type.code, type] as const);

describe("what the fields of the supplied types mean", () => {
  it("is which types carry an invoice, spend budget and name a party", () => {
    const those = (holds: (type: RequestType) => boolean) => ALL.map(([, json]) => typeOf(json)).filter(holds).map(({ code }) => code); // prettier-ignore
    expect(those(carriesInvoice)).toEqual(["payment"]);
    expect(those(spendsBudget)).toEqual(["payment", "purchase", "marketing"]);
    expect(those((type) => meaningOf(type).leave !== undefined)).toEqual(["hr"]);
    expect(those((type) => meaningOf(type).counterparty !== undefined)).toEqual(["payment", "purchase", "contract", "marketing"]);
  });

  it.each(ALL)("is the same in %s of a release that did not declare it", (_code, json) => {
    const { meaning: _meaning, ...before } = json;
    const [now, then] = [typeOf(json), typeOf(before)];
    const { vouching: _now, ...declared } = meaningOf(now);
    const { vouching: _then, ...derived } = meaningOf(then);
    expect(derived).toEqual(declared);
    const asked = now.steps.filter((step) => step.as === "approval").map((step) => ({ ...step, kind: "normal" as const }));
    const second = { key: "secondVoter:1", by: { rule: "department_head" }, kind: "second" } as const;
    const over = { key: "overLimit:cfo", by: { role: "cfo" }, kind: "over_limit" } as const;
    for (const step of [...asked, second, over]) expect(vouchedKeys(then, step)).toEqual(vouchedKeys(now, step));
  });
});

describe("amounts", () => {
  it("are told by the type of a field, whatever its name, and by what is declared beside", () => {
    expect([...amountKeys(supplied("payment"))]).toEqual(["amount", "currency", "vatRate"]);
    expect([...amountKeys(supplied("purchase"))]).toEqual(["items", "estAmount"]);
    const fields = [
      { key: "deposit", type: "money", label, required: false },
      { key: "things", type: "lines", label, required: false, columns: ["name", "qty"] as const },
      { key: "salary", type: "number", label, required: false },
      { key: "amountOfPeople", type: "number", label, required: false },
    ] as const;
    expect([...amountKeys({ fields })]).toEqual(["deposit"]);
    expect([...amountKeys({ fields, meaning: { amounts: ["salary"] } })]).toEqual(["deposit", "salary"]);
  });
});

describe("what a vote vouches for", () => {
  const vouched = (code: string, key: string): string[] => {
    const type = supplied(code);
    const step = type.steps.find((one) => one.key === key);
    if (!step) throw new Error(`no step ${key}`);
    return vouchedKeys(type, { ...step, kind: "normal" });
  };

  it("is said by the type: of a payment each looks at their own part", () => {
    expect(vouched("payment", "head")).not.toContain("vatRate");
    expect(vouched("payment", "head")).toContain("invoiceFile");
    expect(vouched("payment", "legal")).toEqual(["counterparty", "basisKind", "basis"]);
    expect(vouched("payment", "acc")).toEqual(expect.arrayContaining(["amount", "vatRate", "knp", "purpose", "invoiceFile"]));
    expect(vouched("payment", "cfo")).toEqual(vouched("payment", "ceo"));
    expect(vouched("payment", "cfo")).toEqual(expect.arrayContaining(["amount", "invoiceFile", "branch"]));
  });

  it("is everything where the type says nothing of the actor", () => {
    expect(vouched("contract", "legal")).toEqual(expect.arrayContaining(["subject", "draftFile", "department"]));
  });

  it("leaves out what is only filled in at a later step", () => {
    expect(vouched("purchase", "head")).not.toContain("supplier");
    expect(vouched("purchase", "choose")).toContain("supplier");
  });

  it("holds whom one of the company's people is paid, at every step", () => {
    const refund = { ...supplied("payment"), meaning: { ...supplied("payment").meaning, payee: "purpose" } };
    const over = { key: "overLimit:cfo", by: { role: "cfo" }, kind: "over_limit" } as const;
    for (const step of [...refund.steps, over])
      if ("by" in step) expect(vouchedKeys(refund, { ...step, kind: "over_limit" })).toContain("purpose");
    expect(vouchedKeys(refund, { key: "legal", by: { role: "lawyer" }, kind: "normal" })).toContain("purpose");
  });

  it("is amount, party and cell for a decision over the limit", () => {
    const over = { key: "overLimit:cfo", by: { role: "cfo" }, kind: "over_limit" } as const;
    expect(vouchedKeys(supplied("marketing"), over)).toEqual(["budget", "costItem", "contractor", "budgetMonth", "branch"]);
  });
});

it("draws a version that declares no icon as the supplied type of its code, and an unknown type as a form", () => {
  for (const code of ["payment", "purchase", "contract", "marketing", "it", "hr"]) {
    const { icon } = supplied(code);
    expect([code, icon]).toEqual([code, iconOf({}, code)]);
    expect(iconOf({ icon: "bolt" }, code)).toBe("bolt");
  }
  expect(iconOf({}, "tender")).toBe("form");
});

describe("a declaration", () => {
  const tiny = (meaning: Json): Json => ({
    code: "tiny",
    prefix: "ТСТ",
    label,
    color: "blue",
    fields: [
      { key: "deposit", type: "money", label },
      { key: "paper", type: "file", label },
      { key: "who", type: "user", label },
    ],
    gates: [],
    steps: [{ key: "ok", as: "approval", after: [], slaWorkHours: 8, title: label, by: { rule: "department_head" } }],
    queue: { role: "it", scope: "branch" },
    meaning,
  });
  const errorsOf = (meaning: Json): string[] => {
    const read = parsed(tiny(meaning));
    return "errors" in read ? read.errors.map((error) => `${error.field} ${error.code}`) : [];
  };

  it("is taken where every key exists", () => {
    expect(errorsOf({})).toEqual([]);
    expect(errorsOf({ expense: { amount: "deposit" }, vouching: [{ role: "cfo", only: ["deposit", "branch"] }] })).toEqual([]);
  });

  it.each<[string, Json, string]>([
    ["an unknown meaning", { colour: "deposit" }, "meaning.colour typeUnknownKey"],
    ["an unknown part", { expense: { amount: "deposit", sum: "deposit" } }, "meaning.expense.sum typeUnknownKey"],
    ["a missing part", { expense: {} }, "meaning.expense.amount typeMissing"],
    ["a field that is not there", { expense: { amount: "moon" } }, "meaning.expense.amount typeUnknownField"],
    ["a field of another type", { expense: { amount: "paper" } }, "meaning.expense.amount typeUnknownField"],
    ["an amount that is not there", { amounts: ["moon"] }, "meaning.amounts typeUnknownField"],
    ["a period without an end", { periods: [{ from: "who", to: "moon" }] }, "meaning.periods.0.to typeUnknownField"],
    ["an unknown role", { vouching: [{ role: "king", only: [] }] }, "meaning.vouching.0.role typeUnknownRole"],
    ["nobody who vouches", { vouching: [{ only: ["deposit"] }] }, "meaning.vouching.0 typeValue"],
    ["both only and all but", { vouching: [{ role: "cfo", only: [], allBut: [] }] }, "meaning.vouching.0 typeValue"],
    ["an invoice paid to nobody", { invoice: { number: "who", date: "who", file: "paper" } }, "meaning.counterparty typeMissing"],
  ])("is refused with %s", (_name, meaning, expected) => {
    expect(errorsOf(meaning)).toContain(expected);
  });
});
