import { describe, expect, it } from "vitest";
import { documentWorkflow } from "../documents/workflow.ts";
import { FOLLOWS_REQUEST, invoiceWorkflow, stateAfterMoney } from "../invoices/workflow.ts";
import { requestWorkflow, resubmitTarget } from "../requests/workflow.ts";
import { handInTarget, taskWorkflow } from "../tasks/workflow.ts";
import { actionsOf, nextState } from "./workflow.ts";
import type { Workflow } from "./workflow.ts";

/** Every cell that leads somewhere: `state action → state`; all other cells must refuse. */
function cells<S extends string, A extends string>(workflow: Workflow<S, A>): string[] {
  return workflow.states.flatMap((state) =>
    actionsOf(workflow).flatMap((action) => {
      try {
        return [`${state} ${action} ${nextState(workflow, state, action, "because")}`];
      } catch (error) {
        expect(error).toMatchObject({ code: "invalid_transition" });
        return [];
      }
    }),
  );
}

const lines = (text: string): string[] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.trim())
    .toSorted();

describe("cell by cell, the empty ones included", () => {
  it("request", () => {
    const open = ["new", "in_progress", "approval", "waiting", "rework"];
    const asking = [...open, "done"].flatMap((state) => [`${state} clarify ${state}`, `${state} answer ${state}`]);
    const expected = lines(`
      draft submit new
      new accept in_progress
      new take in_progress
      in_progress sendForApproval approval
      in_progress startRound approval
      approval passRound in_progress
      approval finishApproval waiting
      in_progress plan waiting
      approval return rework
      rework resubmit rework
      approval reject rejected
      new reject rejected
      in_progress reject rejected
      approval remind approval
      waiting recall rework
      waiting complete done
      waiting waivePayment waiting
      done waivePayment done
      done close closed
      done returnDone rework
      rework redone waiting
      closed reopen in_progress
      rejected reopen in_progress`);
    const cancels = open.map((state) => `${state} cancel rejected`);
    expect(cells(requestWorkflow).toSorted()).toEqual([...expected, ...cancels, ...asking].toSorted());
  });

  it("task", () => {
    const expected = lines(`
      blocked unblock todo
      todo take in_progress
      todo start in_progress
      in_progress handIn in_progress
      rework handIn rework
      submitted accept done
      submitted return rework
      todo refuseWork blocked
      in_progress refuseWork blocked
      blocked cancel cancelled
      todo cancel cancelled
      in_progress cancel cancelled
      submitted cancel cancelled
      rework cancel cancelled
      done reopen in_progress
      todo remind todo
      in_progress remind in_progress
      submitted remind submitted
      rework remind rework
      todo complete done
      in_progress complete done
      rework complete done
      todo block blocked
      in_progress block blocked
      in_progress sendBack rework
      submitted sendBack rework
      done sendBack rework
      in_progress putBack todo
      rework putBack todo
      cancelled restore blocked`);
    expect(cells(taskWorkflow).toSorted()).toEqual(expected);
  });

  it("invoice", () => {
    const expected = lines(`
      received sendForApproval approval
      approval finishApproval approved
      approval return rework
      approval reject rejected
      rework resubmit approval
      approved recall rework
      approved sendToPayment in_payment
      in_payment pay in_payment
      in_payment paymentFailed approved
      in_payment waiveRest paid
      in_payment refund in_payment
      paid refund paid
      paid close closed
      received cancel cancelled
      approval cancel cancelled
      rework cancel cancelled
      approved cancel cancelled
      rejected reopen received
      cancelled reopen received`);
    expect(cells(invoiceWorkflow).toSorted()).toEqual(expected);
  });

  it("document", () => {
    const expected = lines(`
      draft sendForApproval approval
      draft register signed
      draft enterSigned signed
      rework enterSigned signed
      approval finishApproval signed
      approval recall rework
      approval return rework
      approval reject rejected
      approval remind approval
      rework resubmit approval
      signed expire expired
      draft close expired
      rework close expired
      signed close expired
      expired extend signed`);
    expect(cells(documentWorkflow).toSorted()).toEqual(expected);
  });
});

describe("reasons and outcomes", () => {
  it.each([
    [
      "request",
      requestWorkflow,
      ["return", "reject", "recall", "returnDone", "cancel", "reopen", "waivePayment", "clarify", "answer"],
    ],
    ["task", taskWorkflow, ["return", "refuseWork", "cancel", "reopen", "restore", "sendBack"]],
    ["invoice", invoiceWorkflow, ["return", "reject", "recall", "paymentFailed", "waiveRest", "refund", "reopen"]],
    ["document", documentWorkflow, ["return", "reject", "close", "extend", "recall", "enterSigned"]],
  ] as const)("of a %s are needed exactly where the rules say", (_name, workflow, needed) => {
    const edges = Object.entries(workflow.edges);
    expect(
      edges
        .filter(([, edge]) => edge.needsReason)
        .map(([action]) => action)
        .toSorted(),
    ).toEqual([...needed].toSorted());
  });

  it("lead back to where a return came from", () => {
    expect([resubmitTarget("approval"), resubmitTarget("recall"), resubmitTarget("done")]).toEqual([
      "approval",
      "approval",
      "waiting",
    ]);
    expect([handInTarget("boss"), handInTarget(null)]).toEqual(["submitted", "done"]);
    expect([stateAfterMoney(100, 99), stateAfterMoney(100, 100)]).toEqual(["in_payment", "paid"]);
  });

  it("name for an invoice only actions it has", () => {
    expect(FOLLOWS_REQUEST.every((action) => action in invoiceWorkflow.edges)).toBe(true);
  });
});
