import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { approve, play, stage, start } from "../../test/company.ts";
import { canonicalJson, changesBetween, votesVoidedBy, vouchingHash } from "./vouching.ts";

const sha = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("what a vote vouches for", () => {
  it("hashes the same whatever the order, and differently after one tiyn", () => {
    expect(canonicalJson({ b: [1, { d: null, c: "x" }], a: undefined })).toBe('{"b":[1,{"c":"x"}]}');
    expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
    const hash = (amount: number): string => vouchingHash(["amount"], { amount, title: "x" }, sha);
    expect(hash(100)).toBe(hash(100));
    expect(hash(100)).not.toBe(hash(101));
    expect(() => canonicalJson(Number.NaN)).toThrow();
  });
});

describe("a change", () => {
  const voted = play(stage({ facts: { legal: true } }), start(), approve("head", "head"), approve("legal", "lawyer"));
  const OF_STEP: Record<string, string[]> = { head: ["counterparty", "amount", "costItem"], legal: ["counterparty"] };
  const fieldsOf = (step: { key: string }): string[] => OF_STEP[step.key] ?? [];

  it("voids exactly the votes that vouch for it and shows the difference", () => {
    const changes = changesBetween({ amount: 100, title: "x" }, { amount: 120, title: "x" });
    expect(changes).toEqual([{ field: "amount", before: 100, after: 120 }]);
    expect(votesVoidedBy(voted.run, changes, fieldsOf)).toEqual([{ step: "head", voterIds: ["head"], changes }]);
    const both = votesVoidedBy(voted.run, changesBetween({ counterparty: "a" }, { counterparty: "b" }), fieldsOf);
    expect(both.map((one) => one.step)).toEqual(["head", "legal"]);
  });

  it("that fills a field the voting step owns voids nothing, one that replaces it does", () => {
    const changes = changesBetween({ costItem: null }, { costItem: "03.01" });
    expect(votesVoidedBy(voted.run, changes, fieldsOf).map((one) => one.step)).toEqual(["head"]);
    expect(votesVoidedBy(voted.run, changes, fieldsOf, ["knp", "costItem"])).toEqual([]);
    const replaced = changesBetween({ costItem: "03.01", knp: "710" }, { costItem: "05.01", knp: "850" });
    expect(votesVoidedBy(voted.run, replaced, fieldsOf, ["knp", "costItem"]).map((one) => one.step)).toEqual(["head"]);
  });
});
