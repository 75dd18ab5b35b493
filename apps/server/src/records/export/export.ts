import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { Type } from "@fastify/type-provider-typebox";
import { exportsLists } from "@tartip/domain/access/grants";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { enforce } from "@tartip/domain/kernel/decision";
import { DomainError } from "@tartip/domain/kernel/errors";
import { needs } from "@tartip/domain/kernel/refusals";
import type { FastifyReply } from "fastify";
import { audit } from "../../platform/audit.ts";
import type { Context, Lang } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import type { Page } from "../../platform/http/keyset.ts";
import { textIn } from "../../platform/http/sentences.ts";
import { EXPORT_FORMATS, MEDIA_TYPE, tableBytes } from "./formats.ts";
import type { ExportFormat, ExportKind, ExportValue } from "./formats.ts";
import { placeNames, type PlaceNames } from "./names.ts";
import { contentDisposition } from "../files/names.ts";
import { oneOf } from "../routes-schema.ts";

/** What a column needs to speak the reader's language. */
export interface Spoken {
  language: Lang;
  names: PlaceNames;
  say: (key: string) => string;
}

/**
 * A column of the file: `id` as the page calls it (an amount and its currency are one column there), its heading as a
 * key of the catalogues, and the value of a row.
 */
export type ExportColumn<Row, Id extends string = string> = readonly [
  id: Id,
  heading: string,
  kind: ExportKind,
  of: (row: Row, spoken: Spoken) => ExportValue | undefined,
];

export interface ExportedList<Row> {
  /** As the journal calls it. */
  list: string;
  /** Key of its name; the file and its sheet are called so. */
  title: string;
  columns: readonly ExportColumn<Row>[];
  /** What was asked, for the journal. */
  filters: object;
  sort: string;
  page: (after: string | undefined, limit: number) => Promise<Page<Row>>;
}

/** What every export asks besides the filters and the order of its list. */
export function exportQuery<const Id extends string>(columns: readonly (readonly [Id, ...unknown[]])[]) {
  const ids = [...new Set(columns.map(([id]) => id))];
  const description = "Columns of the page, in the order of the page; all when absent";
  return {
    format: Type.Optional(
      oneOf(EXPORT_FORMATS, "xlsx: days and amounts as such; csv (usual): UTF-8, separators of the person's language"),
    ),
    columns: Type.Optional(Type.Array(oneOf(ids, "Column"), { description, maxItems: 40 })),
  };
}

export interface ExportAsked {
  format?: ExportFormat | undefined;
  columns?: string[] | undefined;
}

export const EXPORT_TYPES = Object.values(MEDIA_TYPE);

/** Rows read at first, so that the file begins soon; each further page costs a search for its place, so they are larger. */
export const FIRST_PAGE = 500;
const NEXT_PAGE = 5_000;

/** People whose file this process is writing: one at a time, because it keeps the database busy. */
const busy = new Set<string>();

/**
 * Answers with the whole list as its reader sees it, as one file that is never held in memory. Pages are read without
 * a common snapshot: a slow reader must not hold a connection.
 *
 * @throws DomainError `forbidden` without the right to take lists out, `too_many_requests` while another file is written
 */
export async function sendExport<Row>(
  ctx: Context,
  reply: FastifyReply,
  of: ExportedList<Row>,
  asked: ExportAsked,
): Promise<FastifyReply> {
  enforce(needs(exportsLists(ctx.actor), "no_permission"), "export");
  if (busy.has(ctx.actor.id)) throw new DomainError("too_many_requests", "one export at a time", { key: "export_running" });
  busy.add(ctx.actor.id);
  const done = () => busy.delete(ctx.actor.id);
  try {
    const format = asked.format ?? "csv";
    const columns = chosen(of.columns, asked.columns);
    const say = (key: string) => textIn(ctx.language, key);
    const title = say(of.title);
    const first = await of.page(undefined, FIRST_PAGE);
    const names = await placeNames(ctx.app.db, ctx.language);
    await journal(ctx, of, { ...asked, format });
    const headings = columns.map(([, heading, kind]) => ({ text: say(heading), kind }));
    const rows = cells(of, first, (row) =>
      columns.map(([, , , value]) => value(row, { language: ctx.language, names, say }) ?? null),
    );
    const file = Readable.fromWeb(tableBytes(format, ctx.language, { title, headings, rows }));
    file.once("close", done);
    const name = `${title} ${companyDay(ctx.now())}.${format}`;
    void reply.headers({ "content-disposition": contentDisposition("attachment", name), "cache-control": "no-store" });
    return await reply.type(MEDIA_TYPE[format]).send(file);
  } catch (error) {
    done();
    throw error;
  }
}

function chosen<Row>(all: readonly ExportColumn<Row>[], ids: readonly string[] | undefined): readonly ExportColumn<Row>[] {
  return ids === undefined || ids.length === 0 ? all : all.filter(([id]) => ids.includes(id));
}

/** Written before the first byte leaves: what was taken out is known even when the reader hangs up. */
async function journal<Row>(
  ctx: Context,
  { list, sort, filters }: ExportedList<Row>,
  { format, columns }: ExportAsked,
): Promise<void> {
  const after = { list, format, columns: columns ?? "all", sort, filters };
  const entry = { action: "list.exported" as const, entity: "export", entityId: randomUUID(), after };
  await inTransaction(ctx.app, (tx) => audit(tx, ctx, entry));
}

async function* cells<Row>(
  of: ExportedList<Row>,
  first: Page<Row>,
  write: (row: Row) => ExportValue[],
): AsyncGenerator<ExportValue[]> {
  for (let page = first; ; page = await of.page(page.next, NEXT_PAGE)) {
    yield* page.items.map(write);
    if (page.next === null) return;
  }
}
