import { companyDay } from "@tartip/domain/kernel/calendar";
import { personOf } from "@tartip/domain/access/organisation";
import { questionLevel, type QuestionLevel } from "@tartip/domain/deadlines/levels";
import type { WorkingCalendar } from "@tartip/domain/kernel/working-time";
import { sql } from "kysely";
import type { App } from "../../platform/app.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { eachAlone } from "../../platform/jobs.ts";
import { tell, toldBefore } from "../../records/notices/tell.ts";
import { jobContext } from "../access/commands.ts";
import { loadOrg } from "../access/questions.ts";
import { settings } from "../reference/questions.ts";
import { openQuestions, type OpenQuestion } from "../requests/questions.ts";
import { headsAbove, type Told } from "./audience.ts";

/**
 * A question stops the clock, so that no deadline speaks of it: its own time does. The one asked is reminded on the first
 * working day and again after those of the setting; then the one who asked and the head of the one asked hear of it.
 */
export async function remindOfQuestions(app: App, calendar: WorkingCalendar): Promise<void> {
  const { questionWorkDays } = await settings(app.db);
  const now = app.clock.now();
  const reached = (await openQuestions(app.db)).flatMap((question) => {
    const level = questionLevel(calendar, question.askedAt, now, questionWorkDays);
    return level === null ? [] : [{ id: question.id, question, level, key: keyOf(question, level, question.askedId) }];
  });
  const told = await toldBefore(app.db, reached.map(({ key }) => key)); // prettier-ignore
  await eachAlone(
    app,
    reached.filter(({ key }) => !told.has(key)),
    async ({ question, level }) => {
      const ctx = await jobContext(app, question.authorId);
      await inTransaction(app, (tx) => speak(tx, ctx, question, { level, days: questionWorkDays }));
    },
  );
}

/** What was said of a question, to whom: the one asked anew, after an author left, is reminded as well. */
function keyOf({ id, askedAt }: OpenQuestion, level: QuestionLevel, personId: string): string {
  return `question_${level}:${id}:${personId}:${askedAt.toISOString()}`;
}

/** Under the lock of the record, and only if the question still waits for the same person. */
async function speak(
  tx: Tx,
  ctx: Context,
  found: OpenQuestion,
  { level, days }: { level: QuestionLevel; days: number },
): Promise<void> {
  await sql`select id from records where id = ${found.id} for update`.execute(tx);
  const [question] = await openQuestions(tx, found.id);
  if (!question || question.askedId !== found.askedId || question.askedAt.getTime() !== found.askedAt.getTime()) return;
  const { id, askedId } = question;
  const about = { recordId: id, bySystem: true };
  const others = level === "unanswered" ? await whoHears(tx, ctx, question) : [];
  await tell(tx, ctx, [
    { ...about, personId: askedId, event: "question_waits", why: "follower", dedup: keyOf(question, level, askedId) },
    ...others.map(({ personId, why }) => ({
      ...about,
      personId,
      event: "question_unanswered" as const,
      why,
      params: { days },
      dedup: keyOf(question, level, personId),
    })),
  ]);
}

/** The one who asked, and the nearest head of the one asked who may see the request. */
async function whoHears(tx: Tx, ctx: Context, question: OpenQuestion): Promise<Told[]> {
  const { id, askedId, askedById, departmentId } = question;
  const org = await loadOrg(tx, companyDay(ctx.now()));
  const awaited = [{ personId: askedId, queueId: null, reason: "clarify" as const }];
  const heads = await headsAbove(tx, ctx, org, { id, departmentId, assigneeId: null, own: false, awaited }, "head");
  const asker = personOf(org, askedById)?.active ? [{ personId: askedById, why: "asked" }] : [];
  return [...asker, ...heads.filter(({ personId }) => personId !== askedById && personId !== askedId)];
}
