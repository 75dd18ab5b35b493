import supplied from "@tartip/domain/data/document-routes.json" with { type: "json" };
import { answererOf } from "@tartip/domain/access/answerer";
import { barredAsWriters, routeOf, routeScope, routesOf, type DocumentStep } from "@tartip/domain/documents/route";
import { VOUCHED_KEYS } from "@tartip/domain/documents/vouched";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { evaluate, loadThresholds } from "@tartip/domain/kernel/conditions";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import type { RunRules, TransitionInput } from "../../records/kinds.ts";
import { remindAwaited } from "../../records/notices/remind.ts";
import type { RunNews } from "../../records/run-host.ts";
import { loadRecord, lockRecord, type RecordRow } from "../../records/record.ts";
import { loadOrg } from "../access/questions.ts";
import * as approvals from "../approvals/commands.ts";
import { isVoteAction, LAST_RUN, RUN_ROWS, statesOf, type Route, type RunRows, type Voted } from "../approvals/questions.ts";
import { settings } from "../reference/questions.ts";
import { baseAsSent, keepBase } from "./base-amount.ts";

const suppliedRoutes = routesOf(supplied);

interface CardRow extends RunRows {
  /** What a vote is about. */
  values: Record<string, unknown>;
  kindCode: string;
  amountMinor: number | null;
  currency: string | null;
  baseMinor: number | null;
  editedBy: string | null;
  uploadedBy: string | null;
  fileVersion: number | null;
  remindedAt: Date | null;
}

/** A document with its run, as the rules of an approval look at it. */
export interface DocumentRun extends Voted, CardRow {
  record: RecordRow;
  /** Null where documents of the kind are only registered. */
  route: readonly DocumentStep[] | null;
  /** Who answers for the document: the author, or somebody in the place of one who left. */
  answererId: string;
}

/** Reads the document with its run; lock it first when the answer will be acted on. */
export async function loadRun(db: Db | Tx, ctx: Pick<Context, "now">, record: RecordRow): Promise<DocumentRun> {
  const { rows } = await sql<CardRow>`
    select jsonb_build_object('kind', d.kind_code, 'docNumber', d.doc_number, 'docDate', d.doc_date, 'counterparty', d.counterparty_id,
        'validFrom', d.valid_from, 'validTo', d.valid_to, 'amount', d.amount_minor, 'currency', d.currency, 'file', f.id) as values,
      d.kind_code as "kindCode", d.amount_minor as "amountMinor", d.currency, d.base_minor as "baseMinor", d.edited_by as "editedBy",
      f.uploaded_by as "uploadedBy", f.version_no as "fileVersion", r.reminded_at as "remindedAt", ${RUN_ROWS}
    from records r join documents d on d.id = r.id ${LAST_RUN}
    left join lateral (select * from files where record_id = r.id and field_key = 'file' and removed_at is null
      order by version_no desc limit 1) f on true where r.id = ${record.id}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error(`document ${record.id} has no card`);
  const { thresholds } = await settings(db);
  const baseMinor = await baseAsSent(db, ctx, { ...row, status: record.status });
  const org = await loadOrg(db, companyDay(ctx.now()));
  const scope = routeScope({ ...row, baseMinor }, loadThresholds(thresholds));
  return {
    ...row,
    record,
    baseMinor,
    answererId: answererOf(org, record),
    route: routeOf(suppliedRoutes(Object.keys(thresholds)), row.kindCode),
    barred: barredAsWriters([record.authorId, row.editedBy, row.uploadedBy]),
    holds: (condition) => evaluate(condition, scope),
  };
}

/** The way of the document: of a running run the route it began with. */
export function wayOf(of: DocumentRun): Route {
  // reason: a run of a document began with the steps of its route, titles and all
  const steps = (of.run?.route ?? of.route ?? []) as readonly DocumentStep[];
  const { holds, run, barred } = of;
  const voterIds = of.votes.map((vote) => vote.personId);
  const subject = ({ notHolding = [], notBy = [] }: Pick<DocumentStep, "notHolding" | "notBy">) => ({
    ...subjectOf(of),
    voterIds,
    barred,
    notHolding,
    notBy,
  });
  // After a recall nothing is kept: it begins with its first step again.
  const states = run?.state === "recalled" ? {} : statesOf(steps, of.steps);
  return { steps, states, holds, run, subject };
}

function subjectOf({ record, amountMinor, baseMinor }: DocumentRun) {
  const { typeCode, restricted, departmentId, branchId, authorId } = record;
  const amountBaseMinor = amountMinor === null ? null : (baseMinor ?? Number.MAX_SAFE_INTEGER);
  const named = { people: {}, doneBy: {}, actors: {} };
  return { kind: "document", typeCode, restricted, departmentId, branchId, authorId, amountBaseMinor, ...named };
}

const NEWS: RunNews = { returned: "document_returned", rejected: "document_rejected", recalled: "document_recalled" };

function hostFor(tx: Tx, ctx: Context, of: DocumentRun): Promise<approvals.RunHost> {
  const { record, run, barred, holds, values } = of;
  const bound = {
    kind: "document",
    news: NEWS,
    run,
    barred,
    holds,
    values,
    overLimit: null,
    keysOf: () => VOUCHED_KEYS,
  } as const;
  const followers = [record.authorId, record.assigneeId, of.answererId];
  const parties = [record.assigneeId];
  return approvals.bindHost(tx, ctx, { ...bound, route: wayOf(of).steps, followers, parties, subject: subjectOf(of) });
}

/** What follows of an action of the approval; the engine decides where a vote leads. */
export async function approvalEffect(
  tx: Tx,
  ctx: Context,
  action: string,
  of: DocumentRun,
  input: TransitionInput,
): Promise<void> {
  const { record } = of;
  if (action === "remind") await remindAwaited(tx, ctx, record.id);
  // Given up or entered as signed while it is reworked: nobody is asked any more, and the run does not look as if it went on.
  if ((action === "close" || action === "enterSigned") && record.status === "rework")
    await approvals.endRun(tx, ctx, record.id, () => hostFor(tx, ctx, of));
  if (action === "recall") await approvals.recallRun(tx, ctx, of, await hostFor(tx, ctx, of), input.reason ?? "");
  if (isVoteAction(action))
    await approvals.takeVoteAction(tx, ctx, of, await hostFor(tx, ctx, of), action, input, of.fileVersion ?? 1);
  if (action !== "sendForApproval" && action !== "resubmit") return;
  await keepBase(tx, ctx, record.id, of);
  const now = await readRun(tx, ctx, record.id);
  const host = await hostFor(tx, ctx, now);
  if (action === "sendForApproval") await approvals.startRun(tx, ctx, record.id, host, now.route ?? []);
  else await approvals.putToRun(tx, ctx, record.id, host, { type: "resubmit", at: ctx.now().toISOString() });
}

/**
 * The card or its file changed: votes on what it was fall.
 *
 * @param writerId who thereby wrote what is decided on and may no longer decide; null when votes are not about the change
 */
export async function documentChanged(tx: Tx, ctx: Context, id: string, writerId: string | null): Promise<void> {
  const of = await readRun(tx, ctx, id);
  if (of.run === null) return;
  await approvals.voidStaleVotes(tx, ctx, id, await hostFor(tx, ctx, of), writerId);
  await settleApproval(tx, ctx, id);
}

/** What moves by itself: an approved run signs the document; then the people it waits for are set. */
export async function settleApproval(tx: Tx, ctx: Context, id: string): Promise<void> {
  const of = await readRun(tx, ctx, id);
  const done = await approvals.finishApproval(tx, ctx, of, { to: "signed", told: "document_approved" });
  await approvals.awaitApproval(tx, ctx, done ? await readRun(tx, ctx, id) : of);
}

async function readRun(tx: Tx, ctx: Context, id: string): Promise<DocumentRun> {
  return loadRun(tx, ctx, await loadRecord(tx, id));
}

/** How the open steps of documents follow changes among people. */
export const documentRuns: RunRules = {
  lock: (tx, id) => lockRecord(tx, id, "document"),
  host: async (tx, ctx, id) => hostFor(tx, ctx, await readRun(tx, ctx, id)),
  refreshAwaits: settleApproval,
};
