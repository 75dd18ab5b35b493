import { covers } from "@tartip/domain/access/grants";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { endSetUp } from "../reference/commands.ts";
import { settings } from "../reference/questions.ts";

export const SET_UP_STEPS = ["branches", "departments", "people", "costItems", "projects", "rates"] as const;

/**
 * What an empty company still needs, for those who set it up. Of the people only those count who hold a role besides
 * that of the administrator: without one nobody decides anything.
 *
 * @throws DomainError `not_found` for everybody else
 */
export async function readSetUp(ctx: Context) {
  onlyForSetters(ctx);
  const { db } = ctx.app;
  const { rows } = await sql<Record<(typeof SET_UP_STEPS)[number], number>>`select
    (select count(*)::int from branches where active) as branches,
    (select count(*)::int from departments where active) as departments,
    (select count(distinct p.id)::int from people p join person_roles h on h.person_id = p.id join roles r on r.id = h.role_id
      where p.active and r.code <> 'admin') as people,
    (select count(*)::int from cost_items where active and kind <> 'group') as "costItems",
    (select count(*)::int from projects where status = 'active') as projects,
    (select count(*)::int from currency_rates) as rates`.execute(db);
  const [counts] = rows;
  if (!counts) throw new Error("no answer about the set-up");
  return {
    closed: (await settings(db)).setUpClosed,
    steps: SET_UP_STEPS.map((key) => ({ key, count: counts[key], done: counts[key] > 0 })),
  };
}

/**
 * Ends the first setting up, for good: from now on guarded roles need a second person (S8).
 *
 * @throws DomainError `not_found` for people who do not set it up, `invalid_transition` when it was ended already
 */
export async function closeSetUp(tx: Tx, ctx: Context): Promise<void> {
  onlyForSetters(ctx);
  if (!(await endSetUp(tx, ctx))) throw new DomainError("invalid_transition", "the set-up is closed already");
  const change = { before: { setUpClosed: false }, after: { setUpClosed: true } };
  await audit(tx, ctx, { action: "settings.set_up_closed", entity: "settings", entityId: "setUpClosed", ...change });
}

function onlyForSetters(ctx: Context): void {
  if (!covers(ctx.actor, "settings.manage")) throw notFound("set-up");
}
