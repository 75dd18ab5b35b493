import { looksOf, type SpokenKind } from "../../lib/kinds.ts";
import { APPROVAL, CANCELLED, COMMON, DONE, NEW, RETURNED, WAITS, type Look } from "../../lib/statusLooks.ts";

/** What has statuses with words: kinds of records, and the steps of an approval. */
export type StatusKind = SpokenKind | "step";

const STEPS: Readonly<Record<string, Look>> = {
  ahead: NEW,
  open: APPROVAL,
  approved: DONE,
  returned: RETURNED,
  not_required: CANCELLED,
  merged: DONE,
  voided: RETURNED,
  clarification: WAITS,
};

/** Colour and shape of a status; the same meaning looks the same in every kind. An unknown one is grey. */
export function statusLook(kind: StatusKind, status: string): Look {
  const own = kind === "step" ? STEPS : looksOf(kind);
  return own?.[status] ?? COMMON[status] ?? NEW;
}
