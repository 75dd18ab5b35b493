import { requiredBlockers, type DemandedField } from "@tartip/domain/documents/required";
import type { Blocker } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { textIn } from "../../platform/http/sentences.ts";
import { visibleTo } from "../../records/visibility.ts";
import { IS_REGISTERED, type DocumentKind } from "./questions.ts";

interface Parts extends Record<DemandedField, boolean> {
  contractLinked: boolean;
}

/** What the kind of a document requires and its card lacks, in the reader's words. */
export async function lacking(db: Db | Tx, ctx: Context, id: string, kind: DocumentKind | undefined): Promise<Blocker[]> {
  if (!kind) return [];
  const { rows } = await sql<Parts>`
    select d.doc_number <> '' as "docNumber", d.doc_date is not null as "docDate", d.counterparty_id is not null as counterparty,
      d.subject <> '' as subject, d.valid_from is not null as "validFrom", d.valid_to is not null as "validTo",
      d.amount_minor is not null as amount, d.currency is not null as currency,
      exists (select 1 from record_links l join documents c on c.id in (l.from_id, l.to_id) and c.id <> d.id
        where d.id in (l.from_id, l.to_id) and c.kind_code = 'contract') as "contractLinked"
    from documents d where d.id = ${id}`.execute(db);
  const [parts] = rows;
  if (!parts) return [];
  const { contractLinked, ...fields } = parts;
  // What changes a contract belongs to one; what was done under none is a basis all the same.
  const spared = !kind.required.includes("parent") && !(await seesContract(db, ctx, id));
  return requiredBlockers({
    required: kind.required,
    // reason: the keys of the row are the fields of the statement above
    filled: new Set((Object.keys(fields) as DemandedField[]).filter((field) => fields[field])),
    hasContract: contractLinked || spared,
    nameOf: (field) => textIn(ctx.language, `documents:page.field.${field}`),
  });
}

/**
 * Whether the person sees a contract of this counterparty to link. Who sees none cannot say to which one an act belongs, and nobody
 * else could finish a draft of theirs.
 */
async function seesContract(db: Db | Tx, ctx: Context, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from documents own join documents d on d.counterparty_id = own.counterparty_id and d.id <> own.id and d.kind_code = 'contract'
    join records on records.id = d.id
    where own.id = ${id} and ${IS_REGISTERED} and ${visibleTo(ctx.actor, "document")} limit 1`.execute(db);
  return rows.length > 0;
}
