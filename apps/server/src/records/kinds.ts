import type { Actor } from "@tartip/domain/access/actor";
import type { Decision } from "@tartip/domain/kernel/decision";
import type { Blocker } from "@tartip/domain/kernel/errors";
import type { Workflow } from "@tartip/domain/kernel/workflow";
import type { Context } from "../platform/context.ts";
import type { Db, Tx } from "../platform/db/transaction.ts";
import type { RecordRow } from "./record.ts";

/** What every kind's loaded facts carry: the locked row of `records`. */
export interface KindFacts {
  record: RecordRow;
}

/** The body of `POST …/transitions`: the action, the version the person saw, and what the action itself needs. */
export interface TransitionInput {
  action: string;
  version: number;
  reason?: string;
  comment?: string;
  stepId?: string;
  [more: string]: unknown;
}

/**
 * What a slice registers for its kind of record; `records/` calls it and imports no slice.
 * Policy says who, workflow when, guards what is missing; `effect` makes the change.
 */
export interface RecordKind<F extends KindFacts = KindFacts> {
  kind: RecordRow["kind"];
  workflow: Workflow<string, string>;
  /** Locks the record's root request first, then what hangs on it, in the order kept everywhere. */
  lock(tx: Tx, id: string): Promise<void>;
  loadFacts(tx: Tx, ctx: Context, id: string): Promise<F>;
  mayRead(actor: Actor, facts: F): boolean;
  may(action: string, actor: Actor, facts: F, input?: TransitionInput): Decision;
  blockers(action: string, facts: F, input?: TransitionInput): Blocker[];
  /** Fields of the record that tell amounts, beside the words every kind has: history keeps them from who sees no money. */
  amounts?(db: Db | Tx, id: string): Promise<ReadonlySet<string>>;
  /** For whom the person acts, when it is a substitute's vote. */
  principal?(actor: Actor, facts: F, input: TransitionInput): string | null;
  /** Makes the change of `action`; the kernel has already checked it and sets the status afterwards. */
  effect(tx: Tx, ctx: Context, action: string, facts: F, input: TransitionInput): Promise<void>;
  /** Runs after the status was set: automatic moves, awaits, notices. */
  settle(tx: Tx, ctx: Context, facts: F, action: string): Promise<void>;
}

const kinds = new Map<string, RecordKind>();

/** Called once per slice at start-up. */
export function registerKind<F extends KindFacts>(kind: RecordKind<F>): void {
  // reason: the registry holds kinds of different facts; each is only ever called with its own
  kinds.set(kind.kind, kind as unknown as RecordKind);
}

/** The registration of a kind, if it has one. */
export function knownKind(kind: string): RecordKind | undefined {
  return kinds.get(kind);
}

/** The registration of a kind; a missing one is a programming error. */
export function kindOf(kind: string): RecordKind {
  const found = kinds.get(kind);
  if (!found) throw new Error(`record kind ${kind} is not registered`);
  return found;
}
