import { describe, expect, it } from "vitest";
import supplied from "../../data/document-routes.json" with { type: "json" };
import kinds from "../../data/document-kinds.json" with { type: "json" };
import { evaluate } from "../kernel/conditions.ts";
import { barredAsWriters, parseDocumentRoutes, routeOf, routeScope } from "./route.ts";

const routes = parseDocumentRoutes(supplied, ["cfo"]);
const TITLE = { ru: "x", kk: "x", en: "x" };
const step = (more: object): object => ({
  key: "one",
  title: TITLE,
  after: [],
  slaWorkHours: 8,
  by: { role: "lawyer" },
  ...more,
});
const route = (...steps: object[]): unknown => [{ kinds: ["contract"], steps }];

describe("the supplied routes", () => {
  it("send a contract to the lawyer, the head and, above the threshold, the financial director", () => {
    const steps = routeOf(routes, "contract") ?? [];
    expect(steps.map(({ key, after, by }) => [key, after, by])).toEqual([
      ["lawyer", [], { role: "lawyer" }],
      ["head", ["lawyer"], { rule: "department_head" }],
      ["cfo", ["head"], { role: "cfo" }],
    ]);
    const asksCfo = (baseMinor: number | null): boolean => {
      const when = steps[2]?.when;
      return when !== undefined && evaluate(when, routeScope({ amountMinor: 1, currency: "USD", baseMinor }, { cfo: 100 }));
    };
    expect([asksCfo(100), asksCfo(101), asksCfo(null)]).toEqual([false, true, false]);
  });

  it("name known kinds, each once; a kind without a route is only registered", () => {
    const named = routes.flatMap((one) => one.kinds);
    expect(new Set(named).size).toBe(named.length);
    expect(named.filter((code) => !kinds.some((kind) => kind.code === code))).toEqual([]);
    expect(routeOf(routes, "act")).toBeNull();
  });
});

describe("a route is refused that", () => {
  it.each([
    ["compares a foreign amount", step({ when: { field: "amount", op: ">", value: 5 } })],
    ["asks an unknown threshold", step({ when: { field: "amountBase", op: ">", threshold: "moon" } })],
    ["asks a fact", step({ when: { fact: "overLimit", op: "=", value: true } })],
    ["has a word nobody knows", step({ colour: "red" })],
    ["has a title in one language", step({ title: { ru: "x" } })],
  ])("%s", (_name, wrong) => {
    expect(() => parseDocumentRoutes(route(wrong), ["cfo"])).toThrow(expect.objectContaining({ code: "bad_input" }));
  });

  it("runs in a circle", () => {
    expect(() => parseDocumentRoutes(route(step({ after: ["one"] })), [])).toThrow(/circle/u);
  });
});

it("bars everybody who wrote the document", () => {
  expect([...barredAsWriters(["author", null, "editor"])]).toEqual([
    ["author", "s1_wrote"],
    ["editor", "s1_wrote"],
  ]);
});
