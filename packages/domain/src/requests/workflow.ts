import { defineWorkflow } from "../kernel/workflow.ts";

/** Life of a request; names of states are those of the glossary. `null` outcomes are decided by the engine. */
export const requestWorkflow = defineWorkflow(
  ["draft", "new", "in_progress", "approval", "waiting", "done", "closed", "rejected", "rework"],
  {
    name: "request",
    initial: "draft",
    final: ["closed", "rejected"],
    edges: {
      submit: { from: ["draft"], to: "new" },
      accept: { from: ["new"], to: "in_progress" },
      take: { from: ["new"], to: "in_progress" },
      sendForApproval: { from: ["in_progress"], to: "approval" },
      startRound: { from: ["in_progress"], to: "approval", automatic: true },
      passRound: { from: ["approval"], to: "in_progress", automatic: true },
      finishApproval: { from: ["approval"], to: "waiting", automatic: true },
      plan: { from: ["in_progress"], to: "waiting" },
      return: { from: ["approval"], to: "rework", needsReason: true },
      // Back to where the return came from: the round, or the wait after it (`resubmitTarget`).
      resubmit: { from: ["rework"], to: null },
      reject: { from: ["approval", "new", "in_progress"], to: "rejected", needsReason: true },
      recall: { from: ["waiting"], to: "rework", needsReason: true },
      complete: { from: ["waiting"], to: "done", automatic: true },
      close: { from: ["done"], to: "closed" },
      returnDone: { from: ["done"], to: "rework", needsReason: true },
      // The work a return after «Выполнено» named is over: the request comes back by itself.
      redone: { from: ["rework"], to: "waiting", automatic: true },
      cancel: { from: ["new", "in_progress", "approval", "waiting", "rework"], to: "rejected", needsReason: true },
      reopen: { from: ["closed", "rejected"], to: "in_progress", needsReason: true },
      // «Оплата не требуется»: the accountant ends what will never be paid.
      waivePayment: { from: ["waiting", "done"], to: null, needsReason: true },
      remind: { from: ["approval"], to: null },
      clarify: { from: ["new", "in_progress", "approval", "waiting", "rework", "done"], to: null, needsReason: true },
      answer: { from: ["new", "in_progress", "approval", "waiting", "rework", "done"], to: null, needsReason: true },
    },
  },
);

/** States in which steps open when their turn comes; in the others an unopened step would wait for nobody. */
export const STEPS_OPEN_IN: readonly string[] = ["in_progress", "approval", "waiting"];

export type RequestState = (typeof requestWorkflow.states)[number];
export type RequestAction = keyof typeof requestWorkflow.edges;

/**
 * The state as people read it: a request with an invoice waits for money, any other for the work; once all is paid the money
 * is no longer awaited.
 */
export function spokenState(state: string, withInvoice: boolean, paid = false): string {
  if (state !== "waiting") return state;
  if (withInvoice && paid) return "waiting_paid";
  return withInvoice ? "waiting_payment" : "waiting_execution";
}

/** Where a request returned for rework came from, kept with it so that `resubmit` leads back. */
export type ReturnOrigin = "approval" | "recall" | "done";

/** State after `resubmit`: a run reopens after a vote's return or a recall; a returned result waits for its tasks. */
export function resubmitTarget(origin: ReturnOrigin): RequestState {
  return origin === "done" ? "waiting" : "approval";
}
