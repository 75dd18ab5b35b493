import type { Context } from "../../platform/context.ts";
import { appendedIn, beforeCommit, type Tx } from "../../platform/db/transaction.ts";
import { tell } from "./tell.ts";

/** What those who follow a record hear beside its comments, the weightier last: of one transaction each is told one thing. */
const NEWS = ["decision_given", "deadline_moved", "status_changed"] as const;

interface News {
  event: (typeof NEWS)[number];
  params?: Record<string, string | number>;
}

/** Before the numbers, whose lock is to be brief. */
const ORDER = 80;

const gathered = new WeakMap<Tx, Map<string, News>>();

/**
 * Tells the watchers of a record at the end of the transaction what has become of it: the last and weightiest, once. A person
 * who hears of the record from this transaction anyway is not told twice; the person who acts is not told.
 */
export function tellWatchers(tx: Tx, ctx: Context, recordId: string, news: News): void {
  const known = gathered.get(tx) ?? new Map<string, News>();
  if (!gathered.has(tx)) {
    gathered.set(tx, known);
    beforeCommit(tx, ORDER, () => tellGathered(tx, ctx, known));
  }
  const last = known.get(recordId);
  if (!last || NEWS.indexOf(news.event) >= NEWS.indexOf(last.event)) known.set(recordId, news);
}

async function tellGathered(tx: Tx, ctx: Context, news: ReadonlyMap<string, News>): Promise<void> {
  gathered.delete(tx);
  const watchers = await tx
    .selectFrom("participants")
    .innerJoin("people", "people.id", "participants.person_id")
    .select(["participants.record_id as recordId", "people.id as personId"])
    .where("participants.record_id", "in", [...news.keys()])
    .where("participants.role", "=", "watcher")
    .where("people.active", "=", true)
    .orderBy("participants.since")
    .execute();
  const hears = new Set(appendedIn(tx, "notices").map((one) => `${String(one.record_id)} ${String(one.person_id)}`));
  const fresh = watchers.filter(({ recordId, personId }) => !hears.has(`${recordId} ${personId}`));
  await tell(
    tx,
    ctx,
    fresh.flatMap(({ recordId, personId }) => {
      const of = news.get(recordId);
      return of ? [{ ...of, recordId, personId, why: "watcher" }] : [];
    }),
  );
}
