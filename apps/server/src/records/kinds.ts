import type { Actor } from "@tartip/domain/access/actor";
import type { Decision } from "@tartip/domain/kernel/decision";
import type { Blocker } from "@tartip/domain/kernel/errors";
import { declareKind, type Kind, type KindRule } from "@tartip/domain/kernel/kinds";
import type { Workflow } from "@tartip/domain/kernel/workflow";
import { sql, type RawBuilder } from "kysely";
import type { Context } from "../platform/context.ts";
import type { Db, Tx } from "../platform/db/transaction.ts";
import type { RecordPatch, RecordRow } from "./record.ts";
import type { RunRules } from "./run-host.ts";

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

/** What is about to happen to a file of a record, or of one field of its form; `hang` has just moved it from the card to a comment. */
export interface FileChange {
  change: "add" | "replace" | "remove" | "share" | "hang";
  fieldKey: string | null;
}

/** What a kind says of the files of its records; a kind that says nothing has no form, and keeps no file from changing. */
export interface FileRules {
  /** Why the change is not possible now (an approved record keeps its files). */
  blockers?(db: Db | Tx, ctx: Context, recordId: string, change: FileChange): Promise<Blocker[]>;
  /** Whether the record's form has this file field, and whether it holds many; null when there is no such field. */
  field?(tx: Tx, recordId: string, fieldKey: string): Promise<{ multiple: boolean } | null>;
  /** Looks at the record before its files change and returns what follows of the change, in the same transaction. */
  changing?(tx: Tx, ctx: Context, recordId: string, fieldKey: string | null): Promise<() => Promise<void>>;
  /** Fields whose files show the amounts of this record: they are for those who see its amounts. */
  showingAmounts?(db: Db | Tx, recordId: string): Promise<readonly string[]>;
  /** Whether a file of a form field leaves the version of a draft alone: its author is writing the form at this moment. */
  keepDraftVersion?: boolean;
}

/** What a person may say by a link; `basis` and `closing` carry rules of money. */
export const LINK_KINDS = ["related", "basis", "closing", "repeats", "follows"] as const;

export type LinkKind = (typeof LINK_KINDS)[number];

/** A link that is made or undone. */
export interface LinkChange {
  change: "added" | "removed";
  link: LinkKind;
  fromId: string;
  toId: string;
}

export type { RunRules } from "./run-host.ts";

/** What a kind says of links from or to its records. */
export interface LinkRules {
  /** Why the link may not change now. */
  blockers?(tx: Tx, ctx: Context, change: LinkChange): Promise<Blocker[]>;
  /** What follows of the change, in the same transaction. */
  changed?(tx: Tx, ctx: Context, change: LinkChange): Promise<void>;
}

/** How records of a kind hang on others, as SQL; which kinds these are is said by `opens` of the domain's list. */
export interface Hanging {
  /** Whether the record `child` hangs on `parent`; both are aliases of `records`. */
  joins(child: RawBuilder<unknown>, parent: RawBuilder<unknown>): RawBuilder<boolean>;
  /** Whether `parent` names `child` by the hand of somebody who did not see it; for kinds that may be named so. */
  named?(child: RawBuilder<unknown>, parent: RawBuilder<unknown>): RawBuilder<boolean>;
  /** A query for the ids of the records that hang on any of `parents`, a query for ids itself. */
  below(parents: RawBuilder<unknown>): RawBuilder<unknown>;
}

/** Records that hang on whatever they are linked to, in either direction, by somebody who saw them. */
export const BY_LINK: Hanging = {
  joins: (child, parent) => sql`exists (select 1 from record_links l where l.seen
    and ((l.from_id = ${parent}.id and l.to_id = ${child}.id) or (l.to_id = ${parent}.id and l.from_id = ${child}.id)))`,
  named: (child, parent) => sql`exists (select 1 from record_links l where not l.seen
    and l.from_id = ${parent}.id and l.to_id = ${child}.id)`,
  below: (parents) => sql`select l.to_id from record_links l where l.from_id in (${parents})
    union select l.from_id from record_links l where l.to_id in (${parents})`,
};

/** What a record tells the record it hangs on. */
export interface ChildNews {
  kind: Kind;
  id: string;
  /** The action taken on it, or what became of it (`paid`). */
  event: string;
  status: string;
  reason?: string;
}

/** A transition as its kind settles it: the facts before and after the effect, and the shared row with its new status. */
export interface Transition<F> {
  before: F;
  after: F;
  record: RecordRow;
}

/**
 * What a slice registers for its kind of record; `records/` calls it and imports no slice.
 * Policy says who, workflow when, guards what is missing; `effect` makes the change. What is optional has no meaning for
 * a kind without it.
 */
export interface RecordKind<F extends KindFacts = KindFacts> {
  kind: Kind;
  /** For a kind beside the product's own list. */
  declares?: KindRule;
  workflow: Workflow<string, string>;
  /** Locks what the record hangs on first, then the record, in the order kept everywhere. */
  lock(tx: Tx, id: string): Promise<void>;
  loadFacts(tx: Tx, ctx: Context, id: string): Promise<F>;
  mayRead(actor: Actor, facts: F): boolean;
  may(action: string, actor: Actor, facts: F, input?: TransitionInput): Decision;
  blockers(action: string, facts: F, input?: TransitionInput): Blocker[];
  /** Fields of the record that tell amounts, beside the words every kind has: history keeps them from who sees no money. */
  amounts?(db: Db | Tx, id: string): Promise<ReadonlySet<string>>;
  /** For whom the person acts, when it is a substitute's vote. */
  principal?(actor: Actor, facts: F, input: TransitionInput): string | null;
  /** Columns of the shared row that the action sets in one write with its status. */
  sets?(action: string, actor: Actor): RecordPatch;
  /**
   * Makes the change of `action`; the kernel has already checked it and sets the status afterwards. Answers the facts as
   * they stand now; a kind that settles without them answers nothing.
   */
  effect(tx: Tx, ctx: Context, action: string, facts: F, input: TransitionInput): Promise<F | void>;
  /** Runs after the status was set: automatic moves, awaits, notices. Answers the facts in which the record came to rest. */
  settle(tx: Tx, ctx: Context, taken: Transition<F>, input: TransitionInput): Promise<F | void>;
  files?: FileRules;
  links?: LinkRules;
  hangs?: Hanging;
  /** For a kind whose records are approved by a run. */
  runs?: RunRules;
  /** A record that hangs on this one moved; this one was locked before it. */
  childMoved?(tx: Tx, ctx: Context, id: string, child: ChildNews): Promise<void>;
  /** Somebody wrote in the record's stream, or added a file beside its form. */
  addedTo?(tx: Tx, ctx: Context, record: RecordRow, what: "comment" | "file"): Promise<void>;
  /** Who may set a task on the record; without it the kind carries no tasks. */
  maySetTask?(actor: Actor, facts: F): Decision;
  /** Whether a restricted record is found only by those who see the whole of it. */
  foundWhole?: boolean;
  /** News of other records that stand in the stream of this kind: a query for their ids, and which entries of their journals. */
  streams?: { of(id: string): RawBuilder<unknown>; actions: readonly string[] };
  /** What history tells outsiders beside changes of the status: moves that do not say it themselves, and reasons. */
  toOutsiders?: { moves: readonly string[]; reasons: readonly string[] };
}

const kinds = new Map<string, RecordKind>();

/** Called once per slice at start-up. */
export function registerKind<F extends KindFacts>(kind: RecordKind<F>): void {
  if (kind.declares) declareKind(kind.kind, kind.declares);
  // reason: the registry holds kinds of different facts; each is only ever called with its own
  kinds.set(kind.kind, kind as unknown as RecordKind);
}

/** The registration of a kind; a missing one is a programming error. */
export function kindOf(kind: string): RecordKind {
  const found = kinds.get(kind);
  if (!found) throw new Error(`record kind ${kind} is not registered`);
  return found;
}

/** The registration of a kind that may have no slice yet: it then has no records either. */
export function knownKind(kind: string): RecordKind | undefined {
  return kinds.get(kind);
}

/** The kinds that have a slice. */
export function registeredKinds(): RecordKind[] {
  return [...kinds.values()];
}

/** Tells the record above, whatever its kind, what became of one that hangs on it. */
export async function tellParent(tx: Tx, ctx: Context, parentId: string | null, child: ChildNews): Promise<void> {
  if (parentId === null) return;
  const above = await tx.selectFrom("records").select("kind").where("id", "=", parentId).executeTakeFirstOrThrow();
  await kindOf(above.kind).childMoved?.(tx, ctx, parentId, child);
}
