import type { Context } from "../../../platform/context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";

/** What somebody may hold in the company (i18n `people:holding.*`), in the order in which it is told. */
export const HOLDINGS = ["requests", "tasks", "decisions", "reports", "projects", "budgetLines", "places"] as const;
export type HoldingKey = (typeof HOLDINGS)[number];

/**
 * What happens to it when the account is closed: rules give it on at once; a successor may be named; or somebody has to be named
 * elsewhere, by two people.
 */
export const HOLDING_WAYS = ["byRule", "toSuccessor", "byHand"] as const;
export type HoldingWay = (typeof HOLDING_WAYS)[number];

export interface Holding {
  key: HoldingKey;
  way: HoldingWay;
  count: (db: Db | Tx, personId: string) => Promise<number>;
  /** Gives all of it to the successor, who works here; only where the way is `toSuccessor`. */
  give?: (tx: Tx, ctx: Context, personId: string, successorId: string) => Promise<void>;
}

// Not part of the object of a kind: most of it is no record, and people know neither budgets nor projects.
const holdings: Holding[] = [];

/** Registers something that a person who leaves may hold. */
export function onLeaving(holding: Holding): void {
  holdings.push(holding);
}

export interface Held {
  key: HoldingKey;
  way: HoldingWay;
  count: number;
}

/** What the person holds; nothing is left out because the reader may not see it: only how much it is. */
export async function heldBy(db: Db | Tx, personId: string): Promise<Held[]> {
  const counted = await Promise.all(
    holdings.map(async ({ key, way, count }) => ({ key, way, count: await count(db, personId) })),
  );
  return counted.filter(({ count }) => count > 0).toSorted((a, b) => HOLDINGS.indexOf(a.key) - HOLDINGS.indexOf(b.key));
}

/** Gives what no rule gives on to the successor. */
export async function handOver(tx: Tx, ctx: Context, personId: string, successorId: string): Promise<void> {
  for (const { give } of holdings) await give?.(tx, ctx, personId, successorId);
}
