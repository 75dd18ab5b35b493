import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { linkOnlyTo } from "../../../records/links/own-links.ts";
import { contains } from "../../../records/listing/search.ts";
import { HAS_FILE, IS_BASIS, IS_REGISTERED } from "../../documents/questions.ts";

/** What anybody who files a payment sees of a document that may justify it: enough to choose it, nothing of its content. */
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
  const { rows } = await sql<BasisOption>`
    select r.id, r.title, d.kind_code as "kindCode", d.doc_number as "docNumber", d.doc_date as "docDate", d.valid_to as "validTo",
      ${HAS_FILE} as "hasFile"
    from documents d join records r on r.id = d.id
    where ${nameableFor(counterpartyId)} and ${contains(sql`r.title`, q)}
    order by d.doc_date desc nulls last, r.id limit ${MOST_OPTIONS}`.execute(db);
  return rows;
}

/**
 * Over aliases `d` and `r`: what anybody may name as the basis of a payment to its supplier. Only what counts: a document under
 * approval may yet be refused. One without a file is offered and says so, its cure is one upload away.
 */
const NAMEABLE: RawBuilder<SqlBool> = sql`(${IS_BASIS} and ${IS_REGISTERED} and not r.restricted)`;

function nameableFor(counterpartyId: string): RawBuilder<SqlBool> {
  return sql`(${NAMEABLE} and d.counterparty_id = ${counterpartyId})`;
}

/** Of these documents, the ones anybody may name as the basis of a payment: to this supplier, or to that of each. */
export async function nameable(db: Db | Tx, ids: readonly string[], counterpartyId?: string): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select r.id from documents d join records r on r.id = d.id
    where r.id = any(${[...ids]}::uuid[]) and ${counterpartyId === undefined ? NAMEABLE : nameableFor(counterpartyId)}`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/**
 * Keeps the link from the request to its basis in step with the form. Who sees the document shows it to the readers of the
 * request; named unseen, it is shown to those who are asked to decide.
 */
export async function linkBasis(tx: Tx, ctx: Context, requestId: string, basisId: unknown): Promise<void> {
  await linkOnlyTo(tx, ctx, requestId, typeof basisId === "string" && basisId !== "" ? basisId : null, "basis");
}
