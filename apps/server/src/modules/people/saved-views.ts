import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";

export const LISTS_WITH_VIEWS = ["requests", "tasks", "invoices"] as const;
export type ListWithViews = (typeof LISTS_WITH_VIEWS)[number];

/** Tabs that still fit beside the supplied ones. */
export const MOST_VIEWS = 12;

export interface SavedView {
  id: string;
  list: ListWithViews;
  name: string;
  /** Filters as they stand in the address of the page. */
  search: Record<string, string>;
}

/** The person's own views, the oldest first. */
export async function savedViews(db: Db | Tx, ctx: Context): Promise<SavedView[]> {
  const { rows } = await sql<SavedView>`
    select id, list, name, search from saved_views where person_id = ${ctx.actor.id} order by created_at, id`.execute(db);
  return rows;
}

/**
 * Keeps a view; one of the same name is replaced.
 *
 * @throws DomainError `bad_input` on field `name` when there are too many
 */
export async function saveView(tx: Tx, ctx: Context, { list, name, search }: Omit<SavedView, "id">): Promise<void> {
  const values = { person_id: ctx.actor.id, list, name: name.trim(), search: JSON.stringify(search), created_at: ctx.now() };
  // Two tabs that save at once wait for each other: the count below is then true.
  await tx.selectFrom("people").select("id").where("id", "=", ctx.actor.id).forNoKeyUpdate().execute();
  await tx
    .insertInto("saved_views")
    .values(values)
    .onConflict((conflict) => conflict.columns(["person_id", "list", "name"]).doUpdateSet({ search: values.search }))
    .execute();
  const kept = (await savedViews(tx, ctx)).filter((view) => view.list === list);
  if (kept.length <= MOST_VIEWS) return;
  throw new DomainError("bad_input", "too many views", {
    fields: [{ field: "name", code: "tooManyViews", params: { count: MOST_VIEWS } }],
  });
}

/** @throws DomainError `not_found` for somebody else's */
export async function removeView(tx: Tx, ctx: Context, id: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom("saved_views")
    .where("id", "=", id)
    .where("person_id", "=", ctx.actor.id)
    .executeTakeFirstOrThrow();
  if (numDeletedRows === 0n) throw notFound("view");
}
