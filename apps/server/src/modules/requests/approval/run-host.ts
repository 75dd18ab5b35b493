import { createHash } from "node:crypto";
import { runContext } from "@tartip/domain/approvals/context";
import type { OverLimitFigure, RunStep } from "@tartip/domain/approvals/run";
import { vouchingHash, type Vouched } from "@tartip/domain/approvals/vouching";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { addWorkingMinutes, type WorkingCalendar } from "@tartip/domain/kernel/working-time";
import { stepOf } from "@tartip/domain/requests/type";
import { vouchedKeys } from "@tartip/domain/requests/vouched-fields";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { loadOrg } from "../../access/questions.ts";
import { type HostedKind, type RunHost } from "../../approvals/commands.ts";
import { barredFromGranting } from "../../budgets/questions.ts";
import { workCalendar } from "../../reference/questions.ts";
import { readFieldFiles } from "../card/field-files.ts";
import { lockRecord } from "../../../records/record.ts";
import { refreshAwaits } from "../awaiting.ts";
import { loadCase, type RequestCase } from "../load.ts";
import { subjectOf } from "./people.ts";

/** Over-limit and second-voter steps have no step of the type behind them: a working day each. */
const USUAL_STEP_HOURS = 8;

/** Everything the engine asks of a request, read once and bound: people, money, files, calendar. */
export async function hostFor(
  tx: Tx,
  ctx: Context,
  request: RequestCase,
  cellIds: readonly string[] = figureCells(request),
): Promise<RunHost> {
  const org = await loadOrg(tx, companyDay(ctx.now()));
  const granting = cellIds.length === 0 ? null : await barredFromGranting(tx, cellIds);
  const calendar = await workCalendar(tx);
  const values = await vouchableValues(tx, request);
  const { authorId, assigneeId } = request.record;
  const vouched = (step: RunStep): Vouched => {
    return Object.fromEntries(vouchedKeys(request.type, step).map((key) => [key, values[key] ?? null]));
  };
  return {
    kind: "request",
    followers: [...new Set([authorId, ...(assigneeId ? [assigneeId] : [])])],
    title: (step) => stepOf(request.type, step.key)?.title ?? {},
    dueAt: (step) => dueAt(request, step, calendar),
    vouched,
    context: runContext(request.row.run ?? { route: request.type.steps }, {
      org,
      subject: subjectOf(request),
      barred: request.facts.barred,
      overLimit: granting && {
        authorId,
        lineResponsibleIds: granting.responsibleIds,
        planEnteredByIds: granting.planEnteredByIds,
      },
      holds: request.holds,
      hashFor: (step) => vouchingHash(vouchedKeys(request.type, step), values, sha256),
    }),
  };
}

/** How the open steps of requests follow changes among people. */
export const requestRuns: HostedKind = {
  lock: (tx, id) => lockRecord(tx, id, "request"),
  host: async (tx, ctx, id) => hostFor(tx, ctx, await loadCase(tx, ctx, id)),
  refreshAwaits: async (tx, ctx, id) => refreshAwaits(tx, ctx, await loadCase(tx, ctx, id)),
};

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function figureCells(request: RequestCase): string[] {
  return [...new Set((request.row.run?.steps ?? []).flatMap((step) => (step.figure ? [step.figure.cellId] : [])))];
}

/** Values a vote can be about: the type's own fields, branch and department (they choose the cell and the head), files by their content. */
export async function vouchableValues(tx: Tx, request: RequestCase): Promise<Vouched> {
  return { ...request.values, ...(await readFieldFiles(tx, request.record.id)) };
}

function dueAt({ type }: RequestCase, step: RunStep, calendar: WorkingCalendar): Date | null {
  if (step.openedAt === null) return null;
  const hours = stepOf(type, step.key)?.slaWorkHours ?? USUAL_STEP_HOURS;
  return new Date(addWorkingMinutes(calendar, step.openedAt, hours * 60));
}

/** The decision an excess asks for: its worst cell and what is missing there; null when everything fits. */
export function figureOf(over: {
  over: boolean;
  pct: number;
  cells: readonly { cellId: string | null; missingMinor: number }[];
}): OverLimitFigure | null {
  if (!over.over) return null;
  const [worst] = over.cells.toSorted((a, b) => b.missingMinor - a.missingMinor);
  return worst?.cellId ? { cellId: worst.cellId, pct: over.pct, missingMinor: worst.missingMinor } : null;
}
