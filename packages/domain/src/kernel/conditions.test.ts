import { describe, expect, it } from "vitest";
import { evaluate, isEmpty, loadThresholds, namesUsed } from "./conditions.ts";
import type { Condition, Scope } from "./conditions.ts";
import type { FieldError } from "./errors.ts";
import { parseCondition } from "./parse-condition.ts";

function scope(fields: Scope["fields"] = {}, facts: Scope["facts"] = {}): Scope {
  return {
    fields,
    facts,
    thresholds: loadThresholds({ cfo: 500_000 }),
    moneyFields: new Set(["amount", "amountBase", "budget"]),
  };
}

describe("evaluate", () => {
  it.each<[string, Condition, Scope["fields"], boolean]>([
    ["above the threshold by one tiyn", { field: "amountBase", op: ">", threshold: "cfo" }, { amountBase: 50_000_001 }, true],
    [
      "exactly the threshold is not above it",
      { field: "amountBase", op: ">", threshold: "cfo" },
      { amountBase: 50_000_000 },
      false,
    ],
    ["an unset amount is not above", { field: "amountBase", op: ">", threshold: "cfo" }, {}, false],
    ["an unset amount is not below", { field: "amountBase", op: "<", threshold: "cfo" }, {}, false],
    ["below", { field: "amountBase", op: "<", threshold: "cfo" }, { amountBase: 1 }, true],
    ["constants beside money are whole units", { field: "budget", op: ">", value: 1 }, { budget: 100 }, false],
    ["one tiyn above one tenge", { field: "budget", op: ">", value: 1 }, { budget: 101 }, true],
    ["zero needs no unit", { field: "budget", op: ">", value: 0 }, { budget: 1 }, true],
    ["plain numbers stay plain", { field: "offers", op: "=", value: 3 }, { offers: 3 }, true],
    ["equal", { field: "kind", op: "=", value: "a" }, { kind: "a" }, true],
    ["unset equals nothing", { field: "kind", op: "=", value: "a" }, {}, false],
    ["unset differs", { field: "kind", op: "!=", value: "a" }, {}, true],
    ["an unticked box is false", { field: "box", op: "=", value: false }, {}, true],
    ["a ticked box is not", { field: "box", op: "=", value: false }, { box: true }, false],
    ["one of", { field: "kind", op: "in", value: ["a", "b"] }, { kind: "b" }, true],
    ["none of", { field: "kind", op: "in", value: ["a", "b"] }, { kind: "c" }, false],
    ["unset is none of", { field: "kind", op: "in", value: ["a", "b"] }, {}, false],
    ["a multiple choice meets one of", { field: "many", op: "in", value: ["a"] }, { many: ["x", "a"] }, true],
    ["blank is empty", { field: "text", op: "empty" }, { text: "  " }, true],
    ["zero is not empty", { field: "n", op: "empty" }, { n: 0 }, false],
    ["dates order as text", { field: "date", op: ">", value: "2026-01-31" }, { date: "2026-02-01" }, true],
    ["text and number never order", { field: "n", op: ">", value: 1 }, { n: "2" }, false],
    [
      "all",
      {
        all: [
          { field: "n", op: "=", value: 1 },
          { field: "m", op: "=", value: 2 },
        ],
      },
      { n: 1, m: 3 },
      false,
    ],
    [
      "any",
      {
        any: [
          { field: "n", op: "=", value: 1 },
          { field: "m", op: "=", value: 2 },
        ],
      },
      { n: 1, m: 3 },
      true,
    ],
    ["not", { not: { field: "n", op: "=", value: 1 } }, { n: 1 }, false],
  ])("%s", (_name, condition, fields, expected) => {
    expect(evaluate(condition, scope(fields))).toBe(expected);
  });

  it("refuses to guess a fact or threshold it was not given", () => {
    expect(() => evaluate({ fact: "contractLinked", op: "=", value: false }, scope())).toThrow("contractLinked");
    expect(() => evaluate({ field: "n", op: ">", threshold: "moon" }, scope({ n: 1 }))).toThrow("moon");
    expect(evaluate({ fact: "contractLinked", op: "=", value: false }, scope({}, { contractLinked: false }))).toBe(true);
  });
});

it("lists the names used, each once", () => {
  const condition: Condition = {
    any: [
      { field: "amountBase", op: ">", threshold: "cfo" },
      { not: { fact: "overLimit", op: "=", value: true } },
      { all: [{ field: "amountBase", op: "empty" }] },
    ],
  };
  expect(namesUsed(condition)).toEqual({ fields: ["amountBase"], facts: ["overLimit"], thresholds: ["cfo"] });
});

it.each([
  [undefined, true],
  [null, true],
  ["", true],
  [[], true],
  [0, false],
  [false, false],
  ["a", false],
])("isEmpty(%j) is %s", (value, expected) => {
  expect(isEmpty(value)).toBe(expected);
});

describe("parseCondition", () => {
  const names = {
    fields: new Map([
      ["n", { kind: "number" as const }],
      ["flag", { kind: "boolean" as const }],
      ["kind", { kind: "text" as const, options: ["a", "b"] }],
      ["day", { kind: "date" as const }],
      ["amount", { kind: "number" as const, foreignMoney: true }],
    ]),
    isFact: (name: string) => name === "overLimit",
    thresholds: new Set(["cfo"]),
  };
  const parse = (json: unknown): FieldError[] => {
    const errors: FieldError[] = [];
    const condition = parseCondition(json, names, "when", errors);
    expect(condition === undefined).toBe(errors.length > 0);
    return errors;
  };

  it("takes every form of the language unchanged", () => {
    const json = {
      all: [
        {
          any: [
            { field: "n", op: ">", threshold: "cfo" },
            { fact: "overLimit", op: "=", value: true },
          ],
        },
        { not: { field: "kind", op: "in", value: ["a", "b"] } },
        { field: "day", op: "<", value: "2026-01-01" },
        { field: "flag", op: "!=", value: true },
        { field: "amount", op: "empty" },
        { field: "amount", op: ">", value: 0 },
      ],
    };
    expect(parseCondition(json, names, "when", [])).toEqual(json);
  });

  it.each<[unknown, string, string]>([
    ["n > 1", "when", "conditionShape"],
    [null, "when", "conditionShape"],
    [[], "when", "conditionShape"],
    [{}, "when.op", "conditionOperator"],
    [{ all: [] }, "when.all", "conditionShape"],
    [{ all: {} }, "when.all", "conditionShape"],
    [{ all: [{ field: "n", op: "empty" }], any: [] }, "when.all", "typeUnknownKey"],
    [{ field: "n", fact: "overLimit", op: "empty" }, "when", "conditionShape"],
    [{ op: "empty" }, "when", "conditionShape"],
    [{ field: 7, op: "empty" }, "when", "conditionShape"],
    [{ field: "n", op: "~", value: 1 }, "when.op", "conditionOperator"],
    [{ field: "n", op: "=", value: 1, threshold: "cfo" }, "when", "conditionShape"],
    [{ field: "n", op: "=" }, "when", "conditionShape"],
    [{ field: "n", op: "empty", value: 1 }, "when", "conditionShape"],
    [{ field: "n", op: "=", threshold: "cfo" }, "when.op", "conditionOperator"],
    [{ field: "n", op: "in", value: 1 }, "when.value", "conditionValue"],
    [{ field: "n", op: "=", value: "1" }, "when.value", "conditionValue"],
    [{ field: "n", op: "=", value: { code: 1 } }, "when.value", "conditionValue"],
    [{ field: "flag", op: ">", value: true }, "when.op", "conditionOperator"],
    [{ field: "day", op: ">", threshold: "cfo" }, "when.op", "conditionOperator"],
    [{ field: "kind", op: "in", value: ["a", "z"] }, "when.value", "conditionValue"],
    [{ field: "amount", op: ">", value: 5 }, "when.field", "conditionNeedsBase"],
    [{ fact: "moon", op: "=", value: true }, "when.fact", "conditionUnknownName"],
    [{ not: { any: [{ field: "moon", op: "empty" }] } }, "when.not.any.0.field", "conditionUnknownName"],
  ])("refuses %j", (json, field, code) => {
    expect(parse(json)).toMatchObject([{ field, code }]);
  });

  it("refuses a condition nested without end", () => {
    let json: unknown = { field: "n", op: "empty" };
    for (let depth = 0; depth < 5000; depth += 1) json = { not: json };
    expect(parse(json)).toMatchObject([{ code: "conditionTooDeep" }]);
  });
});
