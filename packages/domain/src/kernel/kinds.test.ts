import { expect, it } from "vitest";
import { documentWorkflow } from "../documents/workflow.ts";
import { invoiceWorkflow } from "../invoices/workflow.ts";
import { requestWorkflow } from "../requests/workflow.ts";
import { taskWorkflow } from "../tasks/workflow.ts";
import { journalAction } from "./journal.ts";
import { KINDS, kindsAbove, ruleOf } from "./kinds.ts";
import { actionsOf } from "./workflow.ts";

it("has a word of the journal for every edge of a workflow, and refuses any other", () => {
  for (const workflow of [requestWorkflow, taskWorkflow, invoiceWorkflow, documentWorkflow]) {
    for (const action of actionsOf<string, string>(workflow))
      expect(journalAction(workflow.name, action)).toBe(`${workflow.name}.${action}`);
  }
  expect(() => journalAction("task", "paint")).toThrow("task.paint");
  expect(() => journalAction("letter", "created")).toThrow("letter");
});

it("knows what every kind hangs on", () => {
  expect(Object.fromEntries(KINDS.map((kind) => [kind, kindsAbove(kind)]))).toEqual({
    request: [],
    invoice: ["request"],
    task: ["request", "meeting"],
    document: ["request", "invoice"],
    meeting: [],
    budget_change: [],
    counterparty: [],
  });
  for (const kind of KINDS) for (const below of ruleOf(kind).opens) expect(KINDS).toContain(below);
});
