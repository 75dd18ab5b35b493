import type { App } from "../../../platform/app.ts";
import type { Context } from "../../../platform/context.ts";
import { afterCommit, inTransaction, type Tx } from "../../../platform/db/transaction.ts";
import { eachAlone, type JobDefinition, type Schedule } from "../../../platform/jobs.ts";
import { jobContext } from "../../access/commands.ts";
import { refreshAwaits } from "../awaiting.ts";
import { lockInChain } from "../chains/head.ts";
import { loadCase } from "../load.ts";
import { settleRequest } from "../settle.ts";
import { requestsOfGone, requestsToAskAgain, type Following } from "./waiting.ts";
import { leaveEmptyQueues } from "./work-left.ts";

/** As many requests follow before the one who changed the person has an answer; the job does the others at once after them. */
const AT_ONCE = 25;

const job: JobDefinition = { name: "requests.follow_people", run: followInJob };
const schedule: Schedule = { name: job.name, cron: "*/10 * * * *" };

/** What a change of people left undone: too many at once, a request that failed, a process that ended too early. */
export const followPeople = { job, schedule };

/**
 * Somebody left, came back or moved: open requests that wait for them, or for an author who is not there, wait for whom it is
 * now, and work of those who left goes on. It follows the commit, each request by itself: the change of a person neither holds
 * their locks nor fails with one of them.
 */
export async function awaitAnswerersAgain(tx: Tx, ctx: Context, personId: string): Promise<void> {
  afterCommit(tx, () => followAtOnce(ctx, personId));
}

async function followAtOnce(ctx: Context, personId: string): Promise<void> {
  const { app } = ctx;
  try {
    const rows = await following(ctx, personId);
    const failed = await eachAlone(app, rows.slice(0, AT_ONCE), (row) => follow(ctx, row));
    if (failed > 0 || rows.length > AT_ONCE) await app.jobs.boss.send(job.name, { personId });
  } catch (error) {
    app.log.error({ err: error, personId }, "open requests will follow the change of a person later");
  }
}

/** @throws Error when a request failed, so that the job is repeated */
async function followInJob(app: App, data: object): Promise<void> {
  const personId = "personId" in data && typeof data.personId === "string" ? data.personId : null;
  const rows = await following({ app, now: () => app.clock.now() }, personId);
  const failed = await eachAlone(app, rows, async (row) => follow(await jobContext(app, row.authorId), row));
  if (failed > 0) throw new Error(`${failed} requests did not follow the change of a person`);
}

interface Follower extends Following {
  /** Somebody who left has it or works on it, or nobody serves its queue; else only whom it waits for is asked again. */
  given: boolean;
}

async function following({ app, now }: Pick<Context, "app" | "now">, personId: string | null): Promise<Follower[]> {
  const gone = await requestsOfGone(app.db, { now });
  const known = new Set(gone.map(({ id }) => id));
  const asked = await requestsToAskAgain(app.db, personId);
  return [
    ...gone.map((row) => ({ ...row, given: true })),
    ...asked.filter(({ id }) => !known.has(id)).map((row) => ({ ...row, given: false })),
  ];
}

async function follow(ctx: Context, { id, given }: Follower): Promise<void> {
  await inTransaction(ctx.app, async (tx) => {
    await lockInChain(tx, id);
    const request = await loadCase(tx, ctx, id);
    if (!request.row.open) return;
    if (given) await settleRequest(tx, ctx, await leaveEmptyQueues(tx, ctx, request));
    else await refreshAwaits(tx, ctx, request);
  });
}
