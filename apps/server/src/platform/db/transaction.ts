import { setTimeout as pause } from "node:timers/promises";
import type { Live } from "../live.ts";
import { nothingAppended, writeAppended, type Appended, type SeenNotices } from "./appended.ts";
import type { Db, Tx } from "./database.ts";
import { forgetStatementNames } from "./statement-names.ts";

export type { Db, Tx };

/** What a transaction needs of the running application; `App` satisfies it. */
export interface TransactionHost {
  db: Db;
  /** Told of changed rights at once: the database's own word reaches even this process a moment later. */
  live?: Pick<Live, "actorsChanged">;
  /** Where what failed after a commit is written down. */
  log?: { error(about: object, said: string): void };
}

interface TransactionState {
  host: TransactionHost;
  hooks: { order: number; run: () => Promise<void> }[];
  after: (() => Promise<void>)[];
  records: Set<string>;
  people: Set<string>;
  actors: Set<string>;
  appended: Appended;
  seen: SeenNotices[];
}

const states = new WeakMap<Tx, TransactionState>();

/** Serialization failure, deadlock, stale plan: another try from the start may well succeed. */
const WORTH_ANOTHER_TRY = new Set(["40001", "40P01", "0A000"]);
/** A prepared statement whose table a migration has changed under the running process. */
const STALE_PLAN = "0A000";
const MOST_RETRIES = 3;
const MOST_NOTIFY_BYTES = 7_500;

/**
 * Runs `work` in one transaction and repeats the whole of it, at most three times, when PostgreSQL
 * refused it for the sake of another transaction. `work` must therefore have no effects outside `tx`.
 */
export async function inTransaction<T>(host: TransactionHost, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    const state: TransactionState = {
      host,
      hooks: [],
      after: [],
      records: new Set(),
      people: new Set(),
      actors: new Set(),
      appended: nothingAppended(),
      seen: [],
    };
    let result: T;
    try {
      result = await host.db.transaction().execute((tx) => runOnce(state, tx, work));
    } catch (error) {
      const code = sqlState(error) ?? "";
      if (code === STALE_PLAN) forgetStatementNames();
      if (attempt >= MOST_RETRIES || !WORTH_ANOTHER_TRY.has(code)) throw error;
      await pause(2 ** attempt * (5 + Math.random() * 20));
      continue;
    }
    if (state.actors.size > 0) host.live?.actorsChanged([...state.actors]);
    for (const run of state.after) await runAfter(host, run);
    return result;
  }
}

/** The change stands by then: what fails after it is no failure of it, and keeps nothing else from following. */
async function runAfter({ log }: TransactionHost, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (err) {
    log?.error({ err }, "what follows a commit failed");
  }
}

async function runOnce<T>(state: TransactionState, tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  states.set(tx, state);
  const result = await work(tx);
  await runHooks(state);
  await writeAppended(tx, state.appended, state.seen, announcedBy(state));
  return result;
}

/** Hooks may add hooks; the lowest order left always runs next. */
async function runHooks(state: TransactionState): Promise<void> {
  while (state.hooks.length > 0) {
    state.hooks.sort((a, b) => a.order - b.order);
    await state.hooks.shift()?.run();
  }
}

/** Registers work for the end of the transaction, in ascending `order` (numbering: 90, so that its lock is brief). */
export function beforeCommit(tx: Tx, order: number, run: () => Promise<void>): void {
  stateOf(tx).hooks.push({ order, run });
}

/** Registers what follows the commit, in transactions of its own: it holds no lock of this one, and what fails there undoes nothing here. */
export function afterCommit(tx: Tx, run: () => Promise<void>): void {
  stateOf(tx).after.push(run);
}

/** Adds rows to a table that only grows, at the end of the transaction: no statement of it may read them. */
export function append<T extends keyof Appended>(tx: Tx, table: T, rows: readonly Appended[T][number][]): void {
  const standing: Appended[T][number][] = stateOf(tx).appended[table];
  standing.push(...rows);
}

/** What is appended so far. */
export function appendedIn<T extends keyof Appended>(tx: Tx, table: T): readonly Appended[T][number][] {
  return stateOf(tx).appended[table];
}

/** Marks, at the end of the transaction, the notices read that were there before it. */
export function seeNotices(tx: Tx, seen: SeenNotices): void {
  stateOf(tx).seen.push(seen);
}

/** Tells live pages, at commit, that the record changed. */
export function touchRecord(tx: Tx, recordId: string): void {
  stateOf(tx).records.add(recordId);
}

/** Tells the person's own pages, at commit, that something of theirs (notices, counters) changed. */
export function touchPerson(tx: Tx, personId: string): void {
  stateOf(tx).people.add(personId);
}

/** Makes every process forget, at commit, what it knows of this person's rights; `"all"` for a changed role. */
export function touchActor(tx: Tx, personId: string): void {
  stateOf(tx).actors.add(personId);
}

/** The application's database behind a transaction, or the database itself. */
export function databaseOf(db: Db | Tx): Db {
  // reason: only transactions of ours are keys, and any other object is simply not found
  return states.get(db as Tx)?.host.db ?? db;
}

function stateOf(tx: Tx): TransactionState {
  const state = states.get(tx);
  if (!state) throw new Error("this transaction was not opened by inTransaction");
  return state;
}

function announcedBy({ records, people, actors }: TransactionState): { live: string | null; actor: string | null } {
  const touched = records.size + people.size > 0;
  return {
    live: touched ? fitting({ records: [...records], people: [...people] }) : null,
    actor: actors.size > 0 ? fitting({ people: [...actors] }) : null,
  };
}

function fitting(payload: object): string {
  const text = JSON.stringify(payload);
  return Buffer.byteLength(text) <= MOST_NOTIFY_BYTES ? text : '{"all":true}';
}

/** PostgreSQL's five-letter SQLSTATE of an error or of its causes, if it has one. */
export function sqlState(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && /^[0-9A-Z]{5}$/.test(at.code)) return at.code;
  }
  return undefined;
}
