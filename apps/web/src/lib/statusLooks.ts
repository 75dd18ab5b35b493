export type Tone = "grey" | "blue" | "violet" | "amber" | "green" | "red";
export type Shape = "new" | "work" | "approval" | "waits" | "returned" | "done" | "rejected" | "locked";

export interface Look {
  tone: Tone;
  shape: Shape;
}

export const NEW: Look = { tone: "grey", shape: "new" };
export const WORK: Look = { tone: "blue", shape: "work" };
export const APPROVAL: Look = { tone: "violet", shape: "approval" };
export const WAITS: Look = { tone: "amber", shape: "waits" };
export const RETURNED: Look = { tone: "amber", shape: "returned" };
export const DONE: Look = { tone: "green", shape: "done" };
export const CLOSED: Look = { tone: "grey", shape: "done" };
const REJECTED: Look = { tone: "red", shape: "rejected" };
export const CANCELLED: Look = { tone: "grey", shape: "rejected" };
export const LOCKED: Look = { tone: "grey", shape: "locked" };

/** Statuses that look the same in every kind that has them. */
export const COMMON: Readonly<Record<string, Look>> = {
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
