import { describe, expect, it } from "vitest";
import { decideDocument, documentBlockers } from "./policy.ts";
import type { DocumentFacts } from "./policy.ts";
import { documentWorkflow } from "./workflow.ts";
import type { DocumentAction } from "./workflow.ts";

const FACTS: DocumentFacts = {
  runs: false,
  manages: false,
  answers: false,
  hasRoute: true,
  hasFile: true,
  hasCardFile: true,
  lacking: [],
  wasSigned: true,
  reminder: { awaitedIds: ["lawyer"], queueAwaited: false, againAt: null },
  today: "2026-11-22",
};
const ACTIONS = Object.keys(documentWorkflow.edges) as DocumentAction[]; // reason: keys of the object itself

describe("who may take which action, cell by cell", () => {
  it.each<[string, Partial<DocumentFacts>, DocumentAction[]]>([
    ["a reader", {}, []],
    ["the author without a right any more", { answers: true }, ["resubmit", "recall", "remind"]],
    ["who runs it", { runs: true }, ["sendForApproval", "resubmit", "close", "extend", "remind"]],
    [
      "who manages such documents",
      { runs: true, manages: true },
      ["sendForApproval", "resubmit", "enterSigned", "close", "extend", "remind"],
    ],
    [
      "who manages one without a route",
      { runs: true, manages: true, hasRoute: false },
      ["resubmit", "register", "close", "extend", "remind"],
    ],
    ["who runs one that never counted", { runs: true, wasSigned: false }, ["sendForApproval", "resubmit", "close", "remind"]],
  ])("%s", (_name, facts, allowed) => {
    const may = ACTIONS.filter((action) => decideDocument(action, { ...FACTS, ...facts }, "me").allowed);
    expect(may.toSorted()).toEqual(allowed.toSorted());
  });

  it("lets the author take it back, or who answers in their place, and says so", () => {
    expect(decideDocument("recall", FACTS, "me")).toMatchObject({ allowed: false, rule: "only_answerer" });
  });

  it("reminds nobody but others", () => {
    const facts = { ...FACTS, runs: true, reminder: { ...FACTS.reminder, awaitedIds: ["me"] } };
    expect(decideDocument("remind", facts, "me")).toMatchObject({ allowed: false, rule: "nobody_to_remind" });
  });
});

describe("what stands in the way", () => {
  it("is the missing file of what counts or is decided on", () => {
    const without = { ...FACTS, hasFile: false, hasCardFile: false };
    const blocked = [...ACTIONS, "approve"].filter((action) => documentBlockers(action, without).length > 0);
    expect(blocked.toSorted()).toEqual([
      "approve",
      "enterSigned",
      "extend",
      "finishApproval",
      "register",
      "resubmit",
      "sendForApproval",
    ]);
    expect([...ACTIONS, "approve"].flatMap((action) => documentBlockers(action, FACTS))).toEqual([]);
  });

  it("is a file of the card where it is decided on: what only hangs beside it is registered at most", () => {
    const beside = { ...FACTS, hasCardFile: false };
    const blocked = [...ACTIONS, "approve"].filter((action) => documentBlockers(action, beside).length > 0);
    expect(blocked.toSorted()).toEqual(["approve", "finishApproval", "resubmit", "sendForApproval"]);
  });

  it("is what its kind requires, all at once, where the card changes no more", () => {
    const lacking = [{ code: "field_required", params: { field: "Amount" } }, { code: "document_contract_missing" }];
    const blocked = ACTIONS.filter((action) => documentBlockers(action, { ...FACTS, lacking }).length > 0);
    expect(blocked.toSorted()).toEqual(["enterSigned", "register", "resubmit", "sendForApproval"]);
    const codes = documentBlockers("register", { ...FACTS, hasFile: false, lacking }).map((one) => one.code);
    expect(codes).toEqual(["document_file_missing", "field_required", "document_contract_missing"]);
  });

  it("is a last day that is none or over, and a reminder sent lately", () => {
    expect(documentBlockers("extend", FACTS, { validTo: "soon" })).toHaveLength(1);
    expect(documentBlockers("extend", FACTS, { validTo: "2026-11-21" })).toMatchObject([{ code: "last_day_past" }]);
    for (const validTo of ["2026-11-22", "2027-01-31"]) expect(documentBlockers("extend", FACTS, { validTo })).toEqual([]);
    const reminded = { ...FACTS, reminder: { ...FACTS.reminder, againAt: "2026-11-22T10:00:00Z" } };
    expect(documentBlockers("remind", reminded)).toMatchObject([{ code: "reminded_lately" }]);
  });
});
