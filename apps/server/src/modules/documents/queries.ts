import { validityOn } from "@tartip/domain/documents/validity";
import { addDays } from "@tartip/domain/kernel/calendar";
import { notFound } from "@tartip/domain/kernel/errors";
import { sql, type SqlBool } from "kysely";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import {
  afterCursor,
  cursorValues,
  decodeCursor,
  listIdentity,
  orderBy,
  toPage,
  type SortColumn,
} from "../../platform/http/keyset.ts";
import { listFiles } from "../../records/files/files.ts";
import { listLinks } from "../../records/links/links.ts";
import { sightOf } from "../../records/sight.ts";
import { escapeLike } from "../../records/listing/search.ts";
import { actionsFor } from "../../records/transition.ts";
import { seesMoneyOf, visibleTo } from "../../records/visibility.ts";
import { documentRecordKind, loadFacts } from "./kind.ts";
import { HAS_FILE, IS_BASIS } from "./questions.ts";
import { EDITABLE } from "./service.ts";

export interface DocumentFilter {
  q?: string;
  kindCode?: string;
  counterpartyId?: string;
  status?: string;
  basis?: boolean;
  expiringDays?: number;
}

const NEWEST: SortColumn[] = [
  { by: sql.ref("records.created_at"), type: "timestamptz", direction: "desc" },
  { by: sql.ref("records.id"), type: "uuid", direction: "desc" },
];

function selected(ctx: Context) {
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

type Selected = Awaited<ReturnType<ReturnType<typeof selected>["executeTakeFirstOrThrow"]>>;

/** A page of the archive, newest cards first. */
export async function listDocuments(
  ctx: Context,
  { limit, after, ...filter }: DocumentFilter & { limit: number; after?: string | undefined },
) {
  const identity = listIdentity("documents", "-createdAt", filter);
  const key = ctx.app.cursorKey;
  const rows = await selected(ctx)
    .select(cursorValues(NEWEST).as("cursor"))
    .where(narrowed(ctx, filter))
    .$if(after !== undefined, (query) => query.where(afterCursor(NEWEST, decodeCursor(key, identity, after ?? ""))))
    .orderBy(orderBy(NEWEST))
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, { key, identity, limit });
  return { items: page.items.map(({ cursor: _cursor, ...row }) => present(ctx, row)), next: page.next };
}

function narrowed(ctx: Context, { q, kindCode, counterpartyId, status, basis, expiringDays }: DocumentFilter) {
  const parts = [sql<SqlBool>`true`];
  if (kindCode !== undefined) parts.push(sql`d.kind_code = ${kindCode}`);
  if (counterpartyId !== undefined) parts.push(sql`d.counterparty_id = ${counterpartyId}`);
  if (status !== undefined) parts.push(sql`records.status = ${status}`);
  if (basis !== undefined) parts.push(sql`${IS_BASIS} = ${basis}`);
  if (q !== undefined) {
    parts.push(
      sql`records.id in (select s.record_id from record_search s where s.kind = 'document' and s.text ilike ${`%${escapeLike(q.trim())}%`})`,
    );
  }
  if (expiringDays !== undefined) {
    const today = dayOf(ctx.now());
    parts.push(sql`records.status = 'signed' and d.valid_to between ${today}::date and ${addDays(today, expiringDays)}::date`);
  }
  return sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
}

function present(ctx: Context, row: Selected) {
  const { amountMinor, currency, money, counterpartyId, counterpartyName, version: _version, authorId: _author, ...shown } = row;
  return {
    ...shown,
    counterparty: counterpartyId === null ? null : { id: counterpartyId, name: counterpartyName ?? "" },
    validity: validityOn(row, dayOf(ctx.now())),
    ...(money ? { amountMinor, currency } : {}),
  };
}

/** One card with its files and links. @throws DomainError `not_found` */
export async function readDocument(ctx: Context, id: string) {
  const { db } = ctx.app;
  const row = await selected(ctx).where("records.id", "=", id).executeTakeFirst();
  if (!row) throw notFound("document");
  const sight = await sightOf(db, ctx, id);
  const facts = await inTransaction(ctx.app, (tx) => loadFacts(tx, ctx, id));
  const author = await db
    .selectFrom("people")
    .select(["id", "full_name as name"])
    .where("id", "=", row.authorId)
    .executeTakeFirstOrThrow();
  return {
    ...present(ctx, row),
    author,
    version: row.version,
    files: (await listFiles(db, ctx, id)).items,
    links: sight.whole ? await listLinks(db, ctx, id) : [],
    actions: actionsFor(documentRecordKind, ctx, facts),
    may: { edit: facts.runs && EDITABLE.includes(row.status) },
  };
}
