import { sql } from "kysely";
import { databaseOf, type Db, type Tx } from "../../platform/db/transaction.ts";

/**
 * What tells one state of reference data and organisation from another, as an expression for any statement that reads
 * more than that. The row's own transaction belongs to it: a number taken back by a rollback comes again with other data.
 */
export const STAMP = sql<string>`(select version || '/' || organisation || '/' || xmin from reference_version)`;

const ofTransactions = new WeakMap<Db | Tx, string>();

/**
 * Lets changes of the organisation pass one by one, so that two of them cannot make together what neither may alone: a
 * circle, a namesake, a person in a retired branch. The row moves with each of them anyway.
 */
export async function oneAtATime(tx: Tx): Promise<void> {
  await tx.selectFrom("reference_version").select("version").forUpdate().execute();
}

/** Keeps a stamp that came along with another answer, so that nobody asks for it again in this transaction. */
export function noteStamp(db: Db | Tx, stamp: string): void {
  if (db.isTransaction) ofTransactions.set(db, stamp);
}

/** For a transaction that has just changed what the stamp stands for: it must not trust what it read before. */
export function forgetStamp(tx: Tx): void {
  ofTransactions.delete(tx);
}

async function stampOf(db: Db | Tx): Promise<string> {
  const known = ofTransactions.get(db);
  if (known !== undefined) return known;
  const { rows } = await sql<{ stamp: string }>`select ${STAMP} as stamp`.execute(db);
  const stamp = rows[0]?.stamp ?? "";
  noteStamp(db, stamp);
  return stamp;
}

/** A reading together with the stamp of the same snapshot. */
export interface Stamped<T> {
  stamp: string;
  value: T;
}

/**
 * Reads once per process and state of the data; a transaction sees the state it first looked at.
 *
 * @param read must select `STAMP` in the same statement as what it reads
 */
export function remembered<T>(read: (db: Db | Tx) => Promise<Stamped<T>>): (db: Db | Tx, stamp?: string) => Promise<T> {
  const memories = new WeakMap<Db, Stamped<T>>();
  return async (db, given) => {
    const home = databaseOf(db);
    const stamp = given ?? (await stampOf(db));
    const known = memories.get(home);
    if (known?.stamp === stamp) return known.value;
    const fresh = await read(db);
    memories.set(home, fresh);
    return fresh.value;
  };
}
