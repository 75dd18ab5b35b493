import { describe, expect, it } from "vitest";
import supplied from "../../data/document-kinds.json" with { type: "json" };
import { requiredBlockers } from "./required.ts";
import type { DemandedField } from "./required.ts";

const required = (code: string): readonly string[] => supplied.find((kind) => kind.code === code)?.required ?? [];

function lacks(code: string, filled: DemandedField[] = [], hasContract = false): string[] {
  const found = requiredBlockers({
    required: required(code),
    filled: new Set(filled),
    hasContract,
    nameOf: (field) => field.toUpperCase(),
  });
  return found.map((one) => String(one.params?.["field"] ?? one.code));
}

describe("what a kind requires of its card", () => {
  it.each<[string, string[]]>([
    ["act", ["DOCNUMBER", "DOCDATE", "COUNTERPARTY", "document_contract_missing", "AMOUNT"]],
    ["addendum", ["DOCNUMBER", "DOCDATE", "document_contract_missing"]],
    ["contract", ["DOCNUMBER", "DOCDATE", "COUNTERPARTY", "SUBJECT", "VALIDFROM"]],
    ["invoice", ["DOCNUMBER", "DOCDATE", "COUNTERPARTY", "AMOUNT", "CURRENCY"]],
    ["esf", ["DOCNUMBER", "DOCDATE", "COUNTERPARTY", "AMOUNT"]],
    ["poa", ["DOCNUMBER", "DOCDATE", "VALIDTO"]],
    ["other", []],
  ])("%s: one blocker for each thing that is missing", (code, expected) => {
    expect(lacks(code)).toEqual(expected);
  });

  it("is nothing once all of it is there", () => {
    expect(lacks("act", ["docNumber", "docDate", "counterparty", "amount"], true)).toEqual([]);
    expect(lacks("act", ["docNumber", "docDate", "counterparty"], true)).toEqual(["AMOUNT"]);
    expect(
      requiredBlockers({ required: ["parent", "contract"], filled: new Set(), hasContract: false, nameOf: String }),
    ).toHaveLength(1);
  });
});
