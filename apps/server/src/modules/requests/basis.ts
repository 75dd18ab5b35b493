import { BASIS_KINDS } from "@tartip/domain/invoices/basis";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";

/** What anybody who files a payment is told of a document that may justify it: enough to choose, nothing inside. */
export interface BasisOption {
  id: string;
  title: string;
  kindCode: string;
  docNumber: string;
  docDate: string | null;
  validTo: string | null;
  hasFile: boolean;
}

const MOST_OPTIONS = 50;

/**
 * Documents of a counterparty of the kinds that can be the basis of a payment. Every employee may name one of them, whether or
 * not they may open it: a payment cannot be asked for without.
 */
export async function basisOptions(db: Db | Tx, counterpartyId: string, q = ""): Promise<BasisOption[]> {
  const pattern = `%${q.replace(/[\\%_]/gu, (sign) => `\\${sign}`)}%`;
  const { rows } = await sql<BasisOption>`
    select r.id, r.title, d.kind_code as "kindCode", d.doc_number as "docNumber", d.doc_date as "docDate", d.valid_to as "validTo",
      exists (select 1 from files f where f.record_id = r.id and f.removed_at is null) as "hasFile"
    from documents d join records r on r.id = d.id
    where d.kind_code = any(${[...BASIS_KINDS]}::text[]) and d.counterparty_id = ${counterpartyId} and r.status <> 'draft' and not r.restricted and r.title ilike ${pattern}
    order by d.doc_date desc nulls last, r.id limit ${MOST_OPTIONS}`.execute(db);
  return rows;
}

/** Keeps the link from the request to its basis in step with the form: the chain shows it, and readers reach it. */
export async function linkBasis(tx: Tx, ctx: Context, requestId: string, basisId: unknown): Promise<void> {
  const to = typeof basisId === "string" && basisId !== "" ? basisId : null;
  await tx
    .deleteFrom("record_links")
    .where("from_id", "=", requestId)
    .where("kind", "=", "basis")
    .where("to_id", "is distinct from", to)
    .execute();
  if (to === null) return;
  await tx
    .insertInto("record_links")
    .values({ from_id: requestId, to_id: to, kind: "basis", created_by: ctx.actor.id, created_at: ctx.now() })
    .onConflict((oc) => oc.columns(["from_id", "to_id", "kind"]).doNothing())
    .execute();
}
