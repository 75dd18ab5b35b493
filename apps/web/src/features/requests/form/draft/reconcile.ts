import { sameValue } from "../../../records/edits/sameValue.ts";
import type { Values } from "./autosave.ts";

export interface Reconciled {
  /** Their changes that touch nothing of ours: taken into the form. */
  theirs: Record<string, unknown>;
  /** Keys changed on both sides to different values. */
  clashes: string[];
}

/**
 * What another window changed in the same draft, against what is typed here.
 *
 * `base` is what the server had when we last spoke, `fresh` what it has now, `ours` what we wanted to send.
 */
export function reconcile(base: Values, fresh: Values, ours: Values): Reconciled {
  const changed = [...new Set([...Object.keys(base), ...Object.keys(fresh)])].filter((key) => !sameValue(base[key], fresh[key]));
  const clashes = changed.filter((key) => key in ours && !sameValue(ours[key], fresh[key]));
  const free = changed.filter((key) => !(key in ours));
  return { theirs: Object.fromEntries(free.map((key) => [key, fresh[key] ?? null])), clashes };
}
