import { defineWorkflow } from "../kernel/workflow.ts";

/**
 * Life of a task. The automatic edges belong to the graph of steps: a fact closes a step (`complete`), a
 * recalled run or a new order makes it wait (`block`), a return to a step sends it back, a reopened record restores it, work of one who
 * left may be put back.
 */
export const taskWorkflow = defineWorkflow(["blocked", "todo", "in_progress", "submitted", "rework", "done", "cancelled"], {
  name: "task",
  initial: "blocked",
  final: ["done", "cancelled"],
  edges: {
    unblock: { from: ["blocked"], to: "todo", automatic: true },
    take: { from: ["todo"], to: "in_progress" },
    start: { from: ["todo"], to: "in_progress" },
    // Submitted when a reviewer stands behind it, done otherwise (`handInTarget`).
    handIn: { from: ["in_progress", "rework"], to: null },
    accept: { from: ["submitted"], to: "done" },
    return: { from: ["submitted"], to: "rework", needsReason: true },
    // The holder of an acceptance step refuses the work before it: this step waits again.
    refuseWork: { from: ["todo", "in_progress"], to: "blocked", needsReason: true },
    cancel: { from: ["blocked", "todo", "in_progress", "submitted", "rework"], to: "cancelled", needsReason: true },
    reopen: { from: ["done"], to: "in_progress", needsReason: true },
    remind: { from: ["todo", "in_progress", "submitted", "rework"], to: null },
    complete: { from: ["todo", "in_progress", "rework"], to: "done", automatic: true },
    block: { from: ["todo", "in_progress"], to: "blocked", automatic: true },
    sendBack: { from: ["in_progress", "submitted", "done"], to: "rework", needsReason: true, automatic: true },
    // Begun work that nobody may go on with waits in a queue again as if nobody had begun it.
    putBack: { from: ["in_progress", "rework"], to: "todo", automatic: true },
    // By hand, or together with its request; it opens again when nothing is before it.
    restore: { from: ["cancelled"], to: "blocked", needsReason: true },
  },
});

export type TaskState = (typeof taskWorkflow.states)[number];
export type TaskAction = keyof typeof taskWorkflow.edges;

/** State after `handIn`. */
export function handInTarget(reviewerId: string | null): TaskState {
  return reviewerId === null ? "done" : "submitted";
}
