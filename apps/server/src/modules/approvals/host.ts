import type { RunContext } from "@tartip/domain/approvals/run";
import type { Kind } from "@tartip/domain/kernel/kinds";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import type { StepDress } from "./store.ts";

/** What the record behind a run brings: the candidate rule bound to it, and how its steps look. */
export interface RunHost extends StepDress {
  kind: Kind;
  context: RunContext;
  /** Who learns of a return or a rejection: the author and the responsible. */
  followers: readonly string[];
}

/** What a kind whose records are approved brings once, at start-up. */
export interface HostedKind {
  lock(tx: Tx, recordId: string): Promise<void>;
  host(tx: Tx, ctx: Context, recordId: string): Promise<RunHost>;
  /** Sets who is awaited, after the run has changed by itself. */
  refreshAwaits(tx: Tx, ctx: Context, recordId: string): Promise<void>;
}

const hosted = new Map<Kind, HostedKind>();

/** Lets the open steps of a kind follow changes among people. */
export function hostRunsOf(kind: Kind, one: HostedKind): void {
  hosted.set(kind, one);
}

/** The registration of a kind that has runs; a missing one is a programming error. */
export function hostedKind(kind: Kind): HostedKind {
  const found = hosted.get(kind);
  if (!found) throw new Error(`runs of ${kind} have no host`);
  return found;
}
