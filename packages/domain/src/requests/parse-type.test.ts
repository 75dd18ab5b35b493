import { describe, expect, it } from "vitest";
import catalog from "../../data/request-types.json" with { type: "json" };
import roles from "../../data/roles.json" with { type: "json" };
import { parseRequestType } from "./parse-type.ts";
import type { TypeContext } from "./parse-type.ts";
import { isFileOnly } from "./type.ts";

const context: TypeContext = {
  common: catalog.common,
  roles: roles.roles.map((role) => role.code),
  typeCodes: catalog.types.map((type) => type.code),
  thresholds: ["legal", "cfo", "ceo", "tender"],
};

type Json = Record<string, unknown>;

/** A small sound type; each test breaks one thing in it. */
function tiny(change: Json = {}): Json {
  const label = { ru: "Т", kk: "Т", en: "T" };
  return {
    code: "tiny",
    prefix: "ТСТ",
    label,
    color: "blue",
    fields: [
      { key: "amount", type: "money", label, required: true },
      { key: "who", type: "user", label },
      {
        key: "kind",
        type: "select",
        label,
        options: [
          { value: "a", label },
          { value: "b", label },
        ],
      },
    ],
    gates: [{ at: "done", needs: ["fileOfTask:make"] }],
    steps: [
      { key: "make", as: "task", after: [], slaWorkHours: 8, title: label, by: { role: "it" } },
      { key: "ok", as: "approval", after: ["make"], slaWorkHours: 8, title: label, by: { rule: "department_head" } },
    ],
    queue: { role: "it", scope: "branch" },
    ...change,
  };
}

function withStep(change: Json): Json {
  const label = { ru: "Т", kk: "Т", en: "T" };
  const make = { key: "make", as: "task", after: [], slaWorkHours: 8, title: label, by: { role: "it" } };
  return tiny({
    steps: [make, { key: "ok", as: "approval", after: ["make"], slaWorkHours: 8, title: label, by: { role: "cfo" }, ...change }],
  });
}

/** Gates of the small type stay sound: its steps are kept. */
function withField(change: Json): Json {
  const label = { ru: "Т", kk: "Т", en: "T" };
  const kind = { key: "kind", type: "select", label, options: [{ value: "a", label }] };
  return tiny({ fields: [kind, { key: "extra", type: "text", label, ...change }] });
}

function errorsOf(json: unknown): string[] {
  const parsed = parseRequestType(json, context);
  return "errors" in parsed ? parsed.errors.map((error) => `${error.field} ${error.code}`) : [];
}

describe("parseRequestType", () => {
  it.each(catalog.types.map((type) => [type.code, type] as const))("takes the supplied type %s whole", (_code, json) => {
    const parsed = parseRequestType(json, context);
    expect(parsed).not.toHaveProperty("errors");
    if ("errors" in parsed) return;
    expect(parsed.type.steps.map((step) => step.key)).toEqual(json.steps.map((step) => step.key));
    expect(parsed.type.steps.map((step) => step.when)).toEqual(
      json.steps.map((step) => ("when" in step ? step.when : undefined)),
    );
    expect(parsed.type.fields.map((field) => field.key)).toEqual(json.fields.map((field) => field.key));
    expect(parsed.type.common).toHaveLength(8);
  });

  it("keeps what it read when stored and read again", () => {
    for (const json of catalog.types) {
      const first = parseRequestType(json, context);
      if ("errors" in first) throw new Error("supplied type refused");
      const { common: _common, ...stored } = first.type;
      expect(parseRequestType(JSON.parse(JSON.stringify(stored)), context)).toEqual(first);
    }
  });

  it("takes the small type that the refusals below are made from", () => {
    expect(errorsOf(tiny())).toEqual([]);
    expect(errorsOf(withStep({}))).toEqual([]);
    expect(errorsOf(withField({}))).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ["no object", "text", " typeValue"],
    ["unknown key", tiny({ colour: "blue" }), "colour typeUnknownKey"],
    ["missing label", tiny({ label: undefined }), "label typeValue"],
    ["label without Kazakh", tiny({ label: { ru: "Т", en: "T" } }), "label.kk typeMissing"],
    ["latin slip in code", tiny({ code: "Tiny!" }), "code typeValue"],
    ["step after nothing", withStep({ after: ["gone"] }), "steps.1.after typeUnknownStep"],
    ["step after itself", withStep({ after: ["ok"] }), "steps typeCircle"],
    ["unknown role", withStep({ by: { role: "king" } }), "steps.1.by.role typeUnknownRole"],
    ["unknown fallback", withStep({ by: { field: "who", fallback: "king" } }), "steps.1.by.fallback typeUnknownRole"],
    ["actor field of another kind", withStep({ by: { field: "amount" } }), "steps.1.by.field typeUnknownField"],
    ["two kinds of actor", withStep({ by: { role: "it", rule: "author" } }), "steps.1.by.rule typeUnknownKey"],
    ["nobody", withStep({ by: {} }), "steps.1.by.role typeMissing"],
    ["unknown fact", withStep({ when: { fact: "moon", op: "=", value: true } }), "steps.1.when.fact conditionUnknownName"],
    [
      "fact of a task as approval",
      withStep({ when: { fact: "stepApproved:make", op: "=", value: true } }),
      "steps.1.when.fact conditionUnknownName",
    ],
    ["unknown field", withStep({ when: { field: "moon", op: "empty" } }), "steps.1.when.field conditionUnknownName"],
    [
      "unknown threshold",
      withStep({ when: { field: "amount", op: ">", threshold: "moon" } }),
      "steps.1.when.threshold conditionUnknownName",
    ],
    ["unknown operator", withStep({ when: { field: "amount", op: ">=", value: 1 } }), "steps.1.when.op conditionOperator"],
    ["value that never matches", withStep({ when: { field: "kind", op: "=", value: "c" } }), "steps.1.when.value conditionValue"],
    ["quorum of half a person", withStep({ quorum: 0.5 }), "steps.1.quorum typeValue"],
    ["zero hours", withStep({ slaWorkHours: 0 }), "steps.1.slaWorkHours typeValue"],
    ["creates an unknown type", withStep({ creates: "moon" }), "steps.1.creates typeUnknownType"],
    ["owns an unknown field", withStep({ ownsFields: ["moon"] }), "steps.1.ownsFields typeUnknownField"],
    ["file of an approval", tiny({ gates: [{ at: "done", needs: ["fileOfTask:ok"] }] }), "gates.0.needs typeUnknownStep"],
    ["commits after nothing", tiny({ commitsAfter: ["gone"] }), "commitsAfter typeUnknownStep"],
    ["subject is no person", tiny({ subjectField: "amount" }), "subjectField typeUnknownField"],
    ["due date from an amount", tiny({ dueDateFrom: "amount" }), "dueDateFrom typeUnknownField"],
    [
      "fact in a field's condition",
      withField({ requiredIf: { fact: "overLimit", op: "=", value: true } }),
      "fields.extra.requiredIf.fact conditionUnknownName",
    ],
    ["doubled key", withField({ key: "kind" }), "fields typeDuplicate"],
    ["key of a common field", withField({ key: "title" }), "fields typeDuplicate"],
    ["choice without options", withField({ type: "select" }), "fields.1.options typeOptionsMissing"],
    ["empty options", withField({ type: "multiselect", options: [] }), "fields.1.options typeOptionsMissing"],
    ["doubled option", withField({ type: "vat", options: [16, 16] }), "fields.1.options typeDuplicate"],
    ["table without a name column", withField({ type: "lines", columns: ["qty"] }), "fields.1.columns typeMissing"],
    ["needed at no step", withField({ requiredAtStep: "gone" }), "fields.extra.requiredAtStep typeUnknownStep"],
    ["unknown field type", withField({ type: "colour" }), "fields.1.type typeValue"],
  ])("refuses: %s", (_name, json, expected) => {
    expect(errorsOf(json)).toContain(expected);
  });

  it("finds a circle through several steps and names its members", () => {
    const label = { ru: "Т", kk: "Т", en: "T" };
    const step = (key: string, after: string[]): Json => ({
      key,
      as: "task",
      after,
      slaWorkHours: 1,
      title: label,
      by: { rule: "author" },
    });
    const parsed = parseRequestType(
      tiny({ gates: [], steps: [step("a", ["c"]), step("b", ["a"]), step("c", ["b"]), step("d", [])] }),
      context,
    );
    expect(parsed).toEqual({ errors: [{ field: "steps", code: "typeCircle", params: { names: ["a", "b", "c"] } }] });
  });

  it("wants amounts in a chosen currency compared in the base one", () => {
    const label = { ru: "Т", kk: "Т", en: "T" };
    const fields = [
      { key: "amount", type: "money", label },
      { key: "currency", type: "currency", label },
    ];
    const when = (field: string): Json => ({ field, op: ">", threshold: "cfo" });
    const step = { key: "make", as: "task", after: [], slaWorkHours: 8, title: label, by: { role: "it" } };
    expect(errorsOf(tiny({ fields, steps: [{ ...step, when: when("amount") }] }))).toContain(
      "steps.0.when.field conditionNeedsBase",
    );
    expect(errorsOf(tiny({ fields, steps: [{ ...step, when: when("amountBase") }] }))).toEqual([]);
  });
});

it("counts only a file where the step says so, or a gate asks for that file later", () => {
  const fileOnly = (type: Parameters<typeof isFileOnly>[0], key: string, said?: boolean) =>
    isFileOnly(type, { key, fileOnly: said });
  const gated = { gates: [{ at: "done" as const, needs: ["fileOfTask:make"] }] };
  expect([fileOnly(gated, "make"), fileOnly(gated, "ask"), fileOnly(gated, "ask", true)]).toEqual([true, false, true]);
  const supplied = catalog.types.flatMap((json) => {
    const parsed = parseRequestType(json, context);
    if ("errors" in parsed) return [];
    const { type } = parsed;
    return type.steps.filter((step) => isFileOnly(type, step)).map((step) => `${type.code}.${step.key}`);
  });
  expect(supplied).toEqual(["contract.sign", "hr.prepare"]);
});
