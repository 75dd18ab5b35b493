import { runStep } from "@tartip/domain/approvals/run";
import { nameableAt } from "@tartip/domain/approvals/votes";
import { notFound } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import { inTransaction, type Tx } from "../../platform/db/transaction.ts";
import { kindOf } from "../../records/kinds.ts";
import { loadOrg } from "../access/questions.ts";
import { liveRun } from "./store.ts";
import { isNaming } from "./votes.ts";

/** A person who may be named at a step where nobody may act. */
export interface Nameable {
  id: string;
  name: string;
  position: string | null;
  /** Away today: they are asked all the same. */
  absent: boolean;
}

/**
 * Whom the reader may name at an open step where nobody may act, nearest by rank first; the same rule refuses anybody else.
 *
 * @throws DomainError `not_found` where the step is not there, not seen, or not theirs to name at
 */
export function nameablePeople(ctx: Context, stepId: string): Promise<Nameable[]> {
  return inTransaction(ctx.app, async (tx) => {
    const { recordId, kind, key } = await stepOf(tx, stepId);
    const own = kindOf(kind);
    const facts = await own.loadFacts(tx, ctx, recordId);
    const stored = await liveRun(tx, recordId);
    const step = stored ? runStep(stored.run, key) : undefined;
    if (!own.mayRead(ctx.actor, facts) || !own.runs || !stored || !step || !isNaming(stored, ctx.actor, step)) throw notFound();
    const host = await own.runs.host(tx, ctx, recordId);
    return withNames(tx, ctx, nameableAt(stored.run, host.context, step));
  });
}

async function stepOf(tx: Tx, stepId: string): Promise<{ recordId: string; kind: string; key: string }> {
  const found = await tx
    .selectFrom("approval_steps")
    .innerJoin("approval_runs", "approval_runs.id", "approval_steps.run_id")
    .innerJoin("records", "records.id", "approval_runs.record_id")
    .select(["records.id as recordId", "records.kind", "approval_steps.step_key as key"])
    .where("approval_steps.id", "=", stepId)
    .executeTakeFirst();
  if (!found) throw notFound("approval step");
  return found;
}

async function withNames(tx: Tx, ctx: Context, ids: readonly string[]): Promise<Nameable[]> {
  const { people } = await loadOrg(tx, dayOf(ctx.now()));
  const away = new Set(people.filter((person) => person.absent).map((person) => person.id));
  const { rows } = await sql<Omit<Nameable, "absent">>`select id, full_name as name, position from people
    where id = any(${ids}::uuid[]) order by array_position(${ids}::uuid[], id)`.execute(tx);
  return rows.map((row) => ({ ...row, absent: away.has(row.id) }));
}
