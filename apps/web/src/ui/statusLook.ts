export type StatusKind = "request" | "invoice" | "task" | "document" | "step";
export type Tone = "grey" | "blue" | "violet" | "amber" | "green" | "red";
export type Shape = "new" | "work" | "approval" | "waits" | "returned" | "done" | "rejected" | "locked";

export interface Look {
  tone: Tone;
  shape: Shape;
}

const NEW: Look = { tone: "grey", shape: "new" };
const WORK: Look = { tone: "blue", shape: "work" };
const APPROVAL: Look = { tone: "violet", shape: "approval" };
const WAITS: Look = { tone: "amber", shape: "waits" };
const RETURNED: Look = { tone: "amber", shape: "returned" };
const DONE: Look = { tone: "green", shape: "done" };
const CLOSED: Look = { tone: "grey", shape: "done" };
const REJECTED: Look = { tone: "red", shape: "rejected" };
const CANCELLED: Look = { tone: "grey", shape: "rejected" };
const LOCKED: Look = { tone: "grey", shape: "locked" };

const common: Record<string, Look> = {
  draft: NEW,
  new: NEW,
  in_progress: WORK,
  approval: APPROVAL,
  rework: RETURNED,
  done: DONE,
  closed: CLOSED,
  rejected: REJECTED,
  cancelled: CANCELLED,
};

const own: Record<StatusKind, Record<string, Look>> = {
  request: { waiting: WAITS, waiting_payment: WAITS, waiting_execution: WAITS },
  invoice: { received: NEW, approved: WAITS, in_payment: WORK, paid: DONE },
  task: { todo: NEW, blocked: LOCKED, submitted: APPROVAL },
  document: { signed: DONE, expired: CLOSED },
  step: {
    ahead: NEW,
    open: APPROVAL,
    approved: DONE,
    returned: RETURNED,
    not_required: CANCELLED,
    merged: DONE,
    voided: RETURNED,
    clarification: WAITS,
  },
};

/** Colour and shape of a status; the same meaning looks the same in every kind. An unknown one is grey. */
export function statusLook(kind: StatusKind, status: string): Look {
  return own[kind][status] ?? common[status] ?? NEW;
}
