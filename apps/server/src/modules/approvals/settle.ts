import { answererOf } from "@tartip/domain/access/answerer";
import { journalAction } from "@tartip/domain/kernel/journal";
import type { NoticeEvent } from "@tartip/domain/kernel/notices";
import { audit } from "../../platform/audit.ts";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { setAwaits, type Awaited } from "../../records/notices/awaits.ts";
import { tell, tellPerson } from "../../records/notices/tell.ts";
import { addParticipant } from "../../records/participants.ts";
import { setStatus, type RecordRow } from "../../records/record.ts";
import type { RunHost } from "../../records/run-host.ts";
import { loadOrg } from "../access/questions.ts";
import { putToRun } from "./moves.ts";
import type { RunRows } from "./rows.ts";
import { awaitedToName, IN_APPROVAL, voters } from "./voters.ts";

/** A record whose way is its run alone. */
export interface Approved extends Pick<RunRows, "run" | "steps" | "votes"> {
  record: RecordRow;
}

/** Gives a record whose run ended in approval the status that follows, and tells its author. Returns whether it did. */
export async function finishApproval(
  tx: Tx,
  ctx: Context,
  { record, run }: Approved,
  { to, told }: { to: string; told: NoticeEvent },
): Promise<boolean> {
  const { id, kind, status, authorId } = record;
  if (status !== IN_APPROVAL || run?.state !== "approved") return false;
  await setStatus(tx, ctx, record, to, "finishApproval", { final: false, automatic: true });
  const moved = { before: { status }, after: { status: to } };
  await audit(tx, ctx, { action: journalAction(kind, "finishApproval"), entity: kind, entityId: id, recordId: id, ...moved });
  await tellPerson(tx, ctx, id, authorId, told, "author");
  return true;
}

/** Takes a record back: the votes fall. The run tells who voted; this tells the author, and who was asked and had not voted. */
export async function recallRun(tx: Tx, ctx: Context, of: Approved, host: RunHost, reason: string): Promise<void> {
  const { id, authorId } = of.record;
  const about = { recordId: id, event: host.news.recalled, params: { reason } };
  const asked = voters(of).flatMap(({ personId }) => (personId === undefined ? [] : [{ ...about, personId, why: "approver" }]));
  await putToRun(tx, ctx, id, host, { type: "recall", at: ctx.now().toISOString() });
  await tell(tx, ctx, [...asked, { ...about, personId: authorId, why: "author" }]);
}

/** Sets who is awaited: the voters; where nobody may vote, an administrator; after a return, who answers for the record. */
export async function awaitApproval(tx: Tx, ctx: Context, { record, run, steps, votes }: Approved): Promise<void> {
  const asking = { ...record, steps, votes };
  const asked = record.status === IN_APPROVAL ? voters(asking) : await toRework(tx, ctx, { record, run });
  await setAwaits(tx, ctx, record.id, [...asked, ...(await awaitedToName(tx, asking))]);
}

/** The person who answers in the place of an author who left becomes a participant: nothing else may show them the record. */
async function toRework(tx: Tx, ctx: Context, { record, run }: Pick<Approved, "record" | "run">): Promise<Awaited[]> {
  if (record.status !== "rework") return [];
  const personId = answererOf(await loadOrg(tx, dayOf(ctx.now())), record);
  if (personId !== record.authorId) await addParticipant(tx, ctx, record.id, personId, "approver");
  return [{ personId, reason: run?.state === "recalled" ? "recalled" : "rework" }];
}
