import type { OverLimitFigure } from "@tartip/domain/approvals/run";
import type { Vouched } from "@tartip/domain/approvals/vouching";
import { vouchedKeys } from "@tartip/domain/requests/vouched-fields";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { bindHost, type RunHost } from "../../approvals/commands.ts";
import { barredFromGranting } from "../../budgets/questions.ts";
import { readFieldFiles } from "../card/field-files.ts";
import type { RunRules } from "../../../records/kinds.ts";
import { lockRecord } from "../../../records/record.ts";
import { lacksResponsible } from "../answering/work-left.ts";
import { refreshAwaits } from "../awaiting.ts";
import { loadCase, type RequestCase } from "../load.ts";
import { subjectOf } from "./people.ts";

/** Everything the engine asks of a request, read once and bound: people, money, files, calendar. */
export async function hostFor(
  tx: Tx,
  ctx: Context,
  request: RequestCase,
  cellIds: readonly string[] = figureCells(request),
): Promise<RunHost> {
  const granting = cellIds.length === 0 ? null : await barredFromGranting(tx, cellIds);
  const { authorId, assigneeId } = request.record;
  const { row, type, facts, holds } = request;
  return bindHost(tx, ctx, {
    kind: "request",
    run: row.run,
    route: type.steps,
    followers: [authorId, assigneeId],
    news: { returned: "request_returned", rejected: null, recalled: "request_recalled" },
    parties: [assigneeId, row.acceptedBy],
    subject: subjectOf(request),
    barred: facts.barred,
    overLimit: granting && {
      authorId,
      lineResponsibleIds: granting.responsibleIds,
      planEnteredByIds: granting.planEnteredByIds,
    },
    holds,
    pauses: row.pauses,
    values: await vouchableValues(tx, request),
    keysOf: (step) => vouchedKeys(type, step),
  });
}

/** How the open steps of requests follow changes among people. */
export const requestRuns: RunRules = {
  lock: (tx, id) => lockRecord(tx, id, "request"),
  host: async (tx, ctx, id) => hostFor(tx, ctx, await loadCase(tx, ctx, id)),
  refreshAwaits: async (tx, ctx, id) => {
    const request = await loadCase(tx, ctx, id);
    // A request whose responsible left is given on right after: only then is it known who answers in its author's place.
    if (await lacksResponsible(tx, ctx, request)) return;
    await refreshAwaits(tx, ctx, request);
  },
};

function figureCells(request: RequestCase): string[] {
  return [...new Set((request.row.run?.steps ?? []).flatMap((step) => (step.figure ? [step.figure.cellId] : [])))];
}

/** Values a vote can be about: the type's own fields, branch and department (they choose the cell and the head), files by their content. */
export async function vouchableValues(tx: Tx, request: RequestCase): Promise<Vouched> {
  return { ...request.values, ...(await readFieldFiles(tx, request.record.id)) };
}

/** The decision an excess asks for: its worst cell and what is missing there; null when everything fits. */
export function figureOf(over: {
  over: boolean;
  pct: number;
  unplanned: boolean;
  cells: readonly { cellId: string | null; missingMinor: number }[];
}): OverLimitFigure | null {
  if (!over.over) return null;
  const [worst] = over.cells.toSorted((a, b) => b.missingMinor - a.missingMinor);
  if (!worst?.cellId) return null;
  const figure = { cellId: worst.cellId, pct: over.pct, missingMinor: worst.missingMinor };
  return over.unplanned ? { ...figure, unplanned: true } : figure;
}
