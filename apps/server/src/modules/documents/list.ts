import { validityOn } from "@tartip/domain/documents/validity";
import { addDays } from "@tartip/domain/kernel/calendar";
import { documentList as shape } from "@tartip/domain/lists/documents";
import { sql } from "kysely";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import { textHolds } from "../../records/listing/conditions.ts";
import { defineList } from "../../records/listing/list.ts";
import { seesMoneyOf, visibleTo } from "../../records/visibility.ts";
import { HAS_FILE, IS_BASIS } from "./questions.ts";

/** The archive of documents, newest first: what it can be narrowed by, and its rows. */
export const documentList = defineList(shape, {
  seen: ({ actor }) => visibleTo(actor, "document"),
  textOf: "document",
  where: {
    q: textHolds("document"),
    kindCode: (code) => sql`d.kind_code = ${code}`,
    counterpartyId: (id) => sql`d.counterparty_id = ${id}`,
    status: (status) => sql`records.status = ${status}`,
    basis: (basis) => sql`${IS_BASIS} = ${basis}`,
    expiringDays: (days, ctx) => {
      const today = dayOf(ctx.now());
      return sql`records.status = 'signed' and d.valid_to between ${today}::date and ${addDays(today, days)}::date`;
    },
  },
  order: { createdAt: { by: sql.ref("records.created_at"), type: "timestamptz" } },
  id: sql.ref("records.id"),
  read: async (ctx, { where, order, cursor, limit }) => {
    const rows = await selectDocuments(ctx).select(cursor.as("cursor")).where(where).orderBy(order).limit(limit).execute();
    return rows.map((row) => ({ ...presentDocument(ctx, row), cursor: row.cursor }));
  },
});

/** Documents the reader may see, as the list and the card show them. */
export function selectDocuments(ctx: Context) {
  return ctx.app.db
    .selectFrom("records")
    .innerJoin("documents as d", "d.id", "records.id")
    .leftJoin("counterparties as c", "c.id", "d.counterparty_id")
    .select([
      "records.id",
      "records.number",
      "records.title",
      "records.status",
      "records.version",
      "records.created_at as createdAt",
    ])
    .select(["records.author_id as authorId", "records.branch_id as branchId", "records.project_id as projectId"])
    .select([
      "records.department_id as departmentId",
      "d.kind_code as kindCode",
      "d.doc_number as docNumber",
      "d.doc_date as docDate",
    ])
    .select(["d.subject", "d.valid_from as validFrom", "d.valid_to as validTo", "d.amount_minor as amountMinor", "d.currency"])
    .select(["c.id as counterpartyId", "c.name as counterpartyName", HAS_FILE.as("hasFile")])
    .select([IS_BASIS.as("isBasis"), seesMoneyOf(ctx.actor, "document").as("money")])
    .where("records.kind", "=", "document")
    .where(visibleTo(ctx.actor, "document"));
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectDocuments>["executeTakeFirstOrThrow"]>>;

export function presentDocument(ctx: Context, row: Selected) {
  const { amountMinor, currency, money, counterpartyId, counterpartyName, version: _version, authorId: _author, ...shown } = row;
  return {
    ...shown,
    counterparty: counterpartyId === null ? null : { id: counterpartyId, name: counterpartyName ?? "" },
    validity: validityOn(row, dayOf(ctx.now())),
    ...(money ? { amountMinor, currency } : {}),
  };
}
