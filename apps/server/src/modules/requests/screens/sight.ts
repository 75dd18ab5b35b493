import { amountKeys } from "@tartip/domain/requests/meaning";
import type { Actor } from "@tartip/domain/access/actor";
import type { Context } from "../../../platform/context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { visibleIds } from "../../../records/visibility.ts";
import { withoutAmounts, type Explanation, type SheetStep } from "../../approvals/questions.ts";
import { cellsReadBy } from "../../budgets/questions.ts";
import { nameable } from "../card/basis.ts";
import type { RequestCase } from "../load.ts";
import type { Named, Names } from "./screen-query.ts";

/** How much of one request a reader sees. */
export interface RequestSight {
  money: boolean;
  /** False for outsiders and for doers of one step of a restricted request: only what is shared with them. */
  whole: boolean;
}

/** Values the reader may see: no amounts without the right; of a restricted request only what a step shares. */
export function valuesFor({ values, type, row }: RequestCase, sight: RequestSight): Record<string, unknown> {
  const hidden = sight.money ? new Set() : amountKeys(type);
  const shared = new Set(type.steps.flatMap((step) => step.shares ?? []));
  const shown = Object.entries(values).filter(([key]) => !hidden.has(key) && (sight.whole || shared.has(key)));
  return { ...Object.fromEntries(shown), ...(sight.whole ? { files: row.files } : {}) };
}

/** The subject; a restricted request has none for who sees only what is shared. */
export function titleFor({ row }: RequestCase, { whole }: RequestSight): string {
  return row.restricted && !whole ? "" : row.title;
}

/** Tasks of the request; a reader who does not see the whole sees only their own. */
export function tasksFor({ row }: RequestCase, { whole }: RequestSight, readerId: string): RequestCase["row"]["tasks"] {
  return whole ? row.tasks : row.tasks.filter((task) => task.assigneeId === readerId);
}

/** The approval sheet, for who sees the whole; its amounts for who sees amounts. */
export function sheetFor(sheet: SheetStep[], { type }: RequestCase, { money, whole }: RequestSight): SheetStep[] {
  if (!whole) return [];
  return money ? sheet : withoutAmounts(sheet, amountKeys(type));
}

/** Without the figures of excesses over cells that the reader neither decides on nor reads: with the amount they tell the remainder. */
export async function withOwnFigures(db: Db | Tx, actor: Actor, sheet: SheetStep[]): Promise<SheetStep[]> {
  const cells = [...new Set(sheet.flatMap(({ figure }) => figure?.cellId ?? []))];
  if (cells.length === 0 || sheet.some((step) => decides(actor, step))) return sheet;
  const read = await cellsReadBy(db, actor, cells);
  return sheet.map((step) => {
    if (step.figure === null || read.has(step.figure.cellId)) return step;
    return { ...step, figure: null, votes: step.votes.map((vote) => ({ ...vote, figure: null })) };
  });
}

function decides({ id }: Actor, { candidates, votes }: SheetStep): boolean {
  return candidates.some(({ person, onBehalfOf }) => person.id === id || onBehalfOf?.id === id) || votes.some(({ person }) => person.id === id);
}

/** Names behind the ids a reader is shown. A document's title is for who sees it, and for those who may choose it as a basis. */
export async function namesFor(db: Db | Tx, ctx: Context, names: Names, shown: readonly unknown[] | null) {
  const among = ([id]: [string, string]): boolean => shown === null || shown.includes(id);
  const listed = (of: ReadonlyMap<string, string>): Named[] => [...of].filter(among).map(([id, name]) => ({ id, name }));
  const documents = listed(names.documents);
  const ids = documents.map(({ id }) => id);
  const opens = await visibleIds(db, ctx, ids, ["document"]);
  const named = new Set([...opens, ...(ctx.actor.external ? [] : await nameable(db, ids))]);
  return {
    people: listed(names.people),
    counterparties: listed(names.counterparties),
    documents: documents.filter(({ id }) => named.has(id)).map((one) => ({ ...one, opens: opens.has(one.id) })),
  };
}

/** Only a reader who sees the whole learns who is awaited and who comes next. */
export const NOTHING_TO_EXPLAIN: Explanation = { now: [], next: [], blocks: [] };
