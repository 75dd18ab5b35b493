import type { RunContext, RunStep } from "@tartip/domain/approvals/run";
import type { NoticeEvent } from "@tartip/domain/kernel/notices";
import type { Kind } from "@tartip/domain/kernel/kinds";
import type { Context } from "../platform/context.ts";
import type { Tx } from "../platform/db/transaction.ts";

/** How the record dresses the engine's steps: what the tables keep beside the run itself. */
export interface StepDress {
  title(step: RunStep): object;
  dueAt(step: RunStep): Date | null;
  /** Values the voter vouches for at this step, by field key. */
  vouched(step: RunStep): object;
}

/** What those behind the record are told when its run leads back or ends without approval, in the words of its kind. */
export type RunNews = Readonly<Record<"returned" | "recalled", NoticeEvent>> & {
  /** Null where the record itself tells of it. */
  readonly rejected: NoticeEvent | null;
};

/** What the record behind a run brings: the candidate rule bound to it, and how its steps look. */
export interface RunHost extends StepDress {
  kind: Kind;
  context: RunContext;
  /** Who learns of a return or a rejection: the author and the responsible. */
  followers: readonly string[];
  news: RunNews;
}

/** What a kind whose records are approved says of their runs, so that open steps follow changes among people. */
export interface RunRules {
  /** Locks the record alone: many are given out again in one transaction, in the order of their ids. */
  lock(tx: Tx, recordId: string): Promise<void>;
  host(tx: Tx, ctx: Context, recordId: string): Promise<RunHost>;
  /** Sets who is awaited, after the run has changed by itself. */
  refreshAwaits(tx: Tx, ctx: Context, recordId: string): Promise<void>;
}
