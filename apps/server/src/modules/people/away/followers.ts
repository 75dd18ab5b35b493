import type { App } from "../../../platform/app.ts";
import type { Context } from "../../../platform/context.ts";
import { afterCommit, type Tx } from "../../../platform/db/transaction.ts";
import { eachAlone, sendWithin, type JobDefinition, type Schedule } from "../../../platform/jobs.ts";
import { jobContext } from "../../access/commands.ts";

/** A record that follows a change of people. */
export interface Followed {
  id: string;
  /** On whose account the job works on it. */
  authorId: string;
}

/** What a module has to do when somebody comes, leaves, moves, is away or stands in. Both must be safe to repeat. */
export interface Follower<Row extends Followed> {
  /** The records this person may have to do with, or somebody who is not there by now. Null is nobody in particular. */
  rows: (at: Pick<Context, "app" | "now">, personId: string | null) => Promise<Row[]>;
  /** Lets one of them follow, in a transaction of its own: it locks the record and looks at it anew. */
  follow: (ctx: Context, row: Row) => Promise<void>;
}

/** Whom a change was about; null is nobody in particular. */
type Changed = readonly (string | null)[];

/** Answers how many records are left to do. */
type Round = (app: App, changed: Changed, by: { ctx?: Context; most: number }) => Promise<number>;

// Not part of the object of a kind: one follower walks the runs of all kinds, and people know no approvals.
const rounds: Round[] = [];

/**
 * Registers what follows when a role, a place, a substitution or an absence begins to count or ceases to. Those of the modules
 * follow in the order in which they are registered: a task belongs to its request, which finds its people first.
 *
 * @returns what takes it back
 */
export function onActingChanged<Row extends Followed>(follower: Follower<Row>): () => void {
  const round: Round = (app, changed, by) => followWith(app, follower, changed, by);
  rounds.push(round);
  return () => void rounds.splice(rounds.indexOf(round), 1);
}

/** As many records of a module follow before the one who changed the person has an answer; the job does the others. */
const AT_ONCE = 25;
const EVERYTHING = { most: Number.POSITIVE_INFINITY };

const job: JobDefinition = { name: "people.followed", run: followInJob, retryLimit: 12 };
const schedule: Schedule = { name: job.name, cron: "*/10 * * * *" };
/**
 * What was not done at once: too many records, one that failed, a process that ended between the change and what follows it. By
 * the clock, what waits for people who are not there, whatever it came from: an old account, a record opened again.
 */
export const followed = { job, schedule };

/** Of each transaction that changes people: whom, and the jobs that make sure of it. */
const changes = new WeakMap<Tx, { people: Set<string>; jobIds: string[] }>();

/**
 * Lets everything that depends on the person follow the commit, each record by itself: the change holds none of their locks and
 * does not fail with one of them. The job that makes sure of it commits with the change, and goes when there is nothing left.
 * A record that depends on several people of one change follows once.
 */
export async function followAfter(tx: Tx, ctx: Context, personId: string): Promise<void> {
  const { app } = ctx;
  const known = changes.get(tx);
  if (known?.people.has(personId)) return;
  const { people, jobIds } = known ?? { people: new Set<string>(), jobIds: [] };
  people.add(personId);
  const jobId = await sendWithin(tx, app, job.name, { personId }, 10);
  if (jobId) jobIds.push(jobId);
  if (known) return;
  changes.set(tx, { people, jobIds });
  afterCommit(tx, async () => {
    const left = await followAll(app, [...people], { ctx, most: AT_ONCE });
    if (left === 0) for (const id of jobIds) await app.jobs.boss.deleteJob(job.name, id);
  });
}

/** @throws Error when a record did not follow, so that the job is repeated */
async function followInJob(app: App, data: object): Promise<void> {
  const personId = "personId" in data && typeof data.personId === "string" ? data.personId : null;
  const left = await followAll(app, [personId], EVERYTHING);
  if (left > 0) throw new Error(`${left} records did not follow the change of a person`);
}

async function followAll(app: App, changed: Changed, by: { ctx?: Context; most: number }): Promise<number> {
  let left = 0;
  for (const round of rounds) {
    // What belongs to a record follows after it, so the job goes on with both.
    if (left > 0 && by.ctx) return left;
    try {
      left += await round(app, changed, by);
    } catch (error) {
      left += 1;
      app.log.error({ err: error, changed }, "open work will follow the change of a person later");
    }
  }
  return left;
}

async function followWith<Row extends Followed>(
  app: App,
  { rows, follow }: Follower<Row>,
  changed: Changed,
  { ctx, most }: { ctx?: Context; most: number },
): Promise<number> {
  // A record says the same of itself whomever of them it was found for.
  const found = new Map<string, Row>();
  for (const personId of changed)
    for (const row of await rows(ctx ?? { app, now: () => app.clock.now() }, personId)) found.set(row.id, row);
  const all = [...found.values()];
  // Nobody chose who gets the work: it is told to them even where they made the change it follows from.
  const contextFor = async (row: Row): Promise<Context> => (ctx ? { ...ctx, via: "job" } : jobContext(app, row.authorId));
  const failed = await eachAlone(app, all.slice(0, most), async (row) => follow(await contextFor(row), row));
  return failed + Math.max(0, all.length - most);
}
