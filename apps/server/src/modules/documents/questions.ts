import { BASIS_KINDS } from "@tartip/domain/invoices/basis";
import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";

/** What slices that rely on a document need to know about it. */
export interface BasisDocument {
  id: string;
  kindCode: string;
  /** Whether the kind can be the basis of a payment at all. */
  isBasis: boolean;
  counterpartyId: string | null;
  status: string;
  /** Last day it is good for; null = open-ended. */
  validTo: string | null;
  hasFile: boolean;
  registered: boolean;
  title: string;
}

/** Whether a file stands on the card now, over alias `d` (documents); what hangs on a comment is no file of the card. */
export const HAS_FILE = sql<boolean>`exists (select 1 from files f where f.record_id = d.id and f.removed_at is null
  and f.comment_id is null)`;

/** Whether the card counts, over alias `d` (documents): it is signed, or was until its time ran out; a card closed before never did. */
export const IS_REGISTERED = sql<boolean>`exists (select 1 from records c where c.id = d.id and (c.status = 'signed' or (c.status = 'expired'
  and exists (select 1 from status_log l where l.record_id = c.id and l.from_status = 'signed'))))`;

/** Whether the kind may justify a payment, over alias `d` (documents): the list of kinds has no say in that. */
export const IS_BASIS = sql<boolean>`(d.kind_code = any(${[...BASIS_KINDS]}::text[]))`;

/** The document to justify a payment with; undefined when there is none. Asks nobody's rights. */
export async function documentForBasis(db: Db | Tx, id: string): Promise<BasisDocument | undefined> {
  return db
    .selectFrom("documents as d")
    .innerJoin("records as r", "r.id", "d.id")
    .select([
      "d.id",
      "d.kind_code as kindCode",
      "d.counterparty_id as counterpartyId",
      "d.valid_to as validTo",
      "r.status",
      "r.title",
    ])
    .select([IS_BASIS.as("isBasis"), HAS_FILE.as("hasFile"), IS_REGISTERED.as("registered")])
    .where("d.id", "=", id)
    .executeTakeFirst();
}

export interface DocumentKind {
  code: string;
  /** Rights go by it: legal, primary, finance, tax, hr, … */
  group: string;
  /** Fields a card of the kind needs, by the names of the supplied list. */
  required: string[];
}

/** One kind of the administrator's list; undefined for an unknown code. */
export async function documentKind(db: Db | Tx, code: string): Promise<DocumentKind | undefined> {
  return db
    .selectFrom("code_lists")
    .select(["code", sql<string>`coalesce(value ->> 'group', 'other')`.as("group")])
    .select(sql<string[]>`coalesce(value -> 'required', '[]')`.as("required"))
    .where("list", "=", "document_kind")
    .where("code", "=", code)
    .executeTakeFirst();
}
