import { formatNumber } from "@tartip/domain/kernel/numbering";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { sql } from "kysely";
import type { Context } from "../platform/context.ts";
import { beforeCommit, type Tx } from "../platform/db/transaction.ts";

/** Numbering runs last before commit, so that others wait for the series only as long as a commit takes. */
const NUMBERING = 90;

/**
 * Gives the record the next number of its series (`ОПЛ` → `ОПЛ-2026-000123`) when the transaction ends.
 * Without gaps: a rollback gives the number back. The year is the company's day.
 */
export function numberAtCommit(tx: Tx, ctx: Context, recordId: string, series: string): void {
  const year = Number(companyDay(ctx.now()).slice(0, 4));
  beforeCommit(tx, NUMBERING, async () => {
    const { last } = await tx
      .insertInto("number_series")
      .values({ series, year, last: 1 })
      .onConflict((oc) => oc.columns(["series", "year"]).doUpdateSet((eb) => ({ last: eb("number_series.last", "+", 1) })))
      .returning("last")
      .executeTakeFirstOrThrow();
    await tx
      .updateTable("records")
      .set({ number: formatNumber(series, year, last) })
      .where("id", "=", recordId)
      .execute();
    await tx
      .updateTable("record_search")
      .set((eb) => ({ text: sql<string>`${formatNumber(series, year, last)} || ' ' || ${eb.ref("text")}` }))
      .where("record_id", "=", recordId)
      .execute();
  });
}

/** Tasks come from a plain sequence: gaps are fine there and nobody waits. */
export async function nextTaskNumber(tx: Tx, series: string): Promise<string> {
  const { rows } = await sql<{ n: number }>`select nextval('task_numbers') as n`.execute(tx);
  return `${series}-${String(rows[0]?.n ?? 0).padStart(6, "0")}`;
}
