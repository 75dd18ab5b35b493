import { covers } from "@tartip/domain/access/grants";
import { enforce } from "@tartip/domain/kernel/decision";
import { DomainError, notFound, refuseIfBlocked, type Blocker, type FieldError } from "@tartip/domain/kernel/errors";
import { needs } from "@tartip/domain/kernel/refusals";
import type { Label } from "@tartip/domain/kernel/label";
import { sql, type RawBuilder } from "kysely";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { oneActingChange } from "../people/commands.ts";
import { oneAtATime } from "../reference/commands.ts";
import { isActive, type Table } from "./queries.ts";

/** What a row of every list has besides its own fields. */
export interface Listed {
  code: string;
  name: string | Label;
  /** Retired rows are no longer offered, while old records keep showing them. */
  active: boolean;
}

export type Row<F> = F & { id: string; version: number };

/** One of the lists that describe the company: how it is stored and what it refuses. */
export interface Book<F extends Listed> {
  table: Table;
  /** In the journal: `branch.created`. */
  entity: "branch" | "department" | "project" | "costItem";
  /** What a new row has where nothing else is said. */
  blank: Omit<F, "code" | "name">;
  /** The fields of a row, as columns of a select. */
  columns: RawBuilder<unknown>;
  /** The row as it is written; codes and names are stored tidy. */
  stored(fields: F): Record<string, unknown>;
  /** Field of the row above, within which names are told apart; absent: within the whole list. */
  within?: { field: keyof F & string; column: string };
  /** What a row may not be; `before` is null for a new one, and what it had already is left alone. */
  problems(tx: Tx, after: F, before: Row<F> | null): Promise<FieldError[]>;
  /** What still hangs on a row, so that it cannot be retired. */
  hanging(tx: Tx, id: string): Promise<Blocker[]>;
  /** What follows a change: the rights of heads, and work whose assignees must be resolved again. */
  follow?(tx: Tx, ctx: Context, after: F, before: Row<F> | null): Promise<void>;
}

/** Rows in the company's own order. */
export async function rowsOf<F extends Listed>(db: Db | Tx, book: Book<F>, id?: string): Promise<Row<F>[]> {
  const which = id === undefined ? sql`true` : sql`id = ${id}`;
  const { rows } = await sql<Row<F>>`select id, version, ${book.columns} from ${sql.table(book.table)}
    where ${which} order by ${sql.raw(book.table === "branches" || book.table === "departments" ? "position, code" : "code")}`.execute(
    db,
  );
  return rows;
}

/**
 * Adds a row to a list of the company.
 *
 * @returns its id
 * @throws DomainError `forbidden`, `bad_input` naming the fields
 */
export async function addRow<F extends Listed>(
  tx: Tx,
  ctx: Context,
  book: Book<F>,
  input: Partial<F> & Pick<F, "code" | "name">,
): Promise<string> {
  enforce(needs(covers(ctx.actor, "settings.manage"), "no_permission"));
  if (book.follow) await oneActingChange(tx);
  await oneAtATime(tx);
  // reason: the blank has every field but those that `input` must have
  const fields = tidy({ ...book.blank, ...input } as unknown as F);
  await refuseProblems(tx, book, fields, null);
  const pairs = Object.entries(book.stored(fields));
  const { rows } = await sql<{
    id: string;
  }>`insert into ${sql.table(book.table)} (${sql.join(pairs.map(([name]) => sql.ref(name)))})
    values (${sql.join(pairs.map(([, value]) => sql`${value}`))}) returning id`.execute(tx);
  const id = rows[0]?.id ?? "";
  await placeLast(tx, book.table, id);
  await book.follow?.(tx, ctx, fields, null);
  await audit(tx, ctx, { action: `${book.entity}.created`, entity: book.entity, entityId: id, after: fields });
  return id;
}

/**
 * Changes a row, retires it or takes it back.
 *
 * @throws DomainError `forbidden`, `not_found`, `stale_version`, `bad_input` naming the fields,
 *   `blocked` when something still hangs on a row that is to be retired
 */
export async function changeRow<F extends Listed>(
  tx: Tx,
  ctx: Context,
  book: Book<F>,
  id: string,
  { version, ...patch }: Partial<F> & { version: number },
): Promise<void> {
  enforce(needs(covers(ctx.actor, "settings.manage"), "no_permission"));
  if (book.follow) await oneActingChange(tx);
  await oneAtATime(tx);
  const [before] = await rowsOf(tx, book, id);
  if (!before) throw notFound(book.entity);
  if (before.version !== version)
    throw new DomainError("stale_version", `${book.entity} is at ${before.version}, not ${version}`);
  const after = tidy({ ...before, ...patch });
  if (before.active && !after.active) refuseIfBlocked(await book.hanging(tx, id));
  await refuseProblems(tx, book, after, before);
  const pairs = Object.entries({ ...book.stored(after), version: version + 1 });
  await sql`update ${sql.table(book.table)} set ${sql.join(pairs.map(([name, value]) => sql`${sql.ref(name)} = ${value}`))}
    where id = ${id}`.execute(tx);
  await book.follow?.(tx, ctx, after, before);
  const done = before.active === after.active ? "changed" : after.active ? "returned" : "retired";
  await audit(tx, ctx, { action: `${book.entity}.${done}`, entity: book.entity, entityId: id, before, after });
}

async function placeLast(tx: Tx, table: Table, id: string): Promise<void> {
  if (table !== "branches" && table !== "departments") return;
  await sql`update ${sql.table(table)} set position = (select coalesce(max(position), -1) + 1 from ${sql.table(table)}
    where id <> ${id}) where id = ${id}`.execute(tx);
}

async function refuseProblems<F extends Listed>(tx: Tx, book: Book<F>, after: F, before: Row<F> | null): Promise<void> {
  const fields = [...(await namesakes(tx, book, after, before)), ...(await book.problems(tx, after, before))];
  if (fields.length > 0) throw new DomainError("bad_input", `${book.entity} refused`, { fields });
}

/** A code belongs to one row of a list, a name to one row of its part; also when that row was retired. */
async function namesakes<F extends Listed>(tx: Tx, book: Book<F>, after: F, before: Row<F> | null): Promise<FieldError[]> {
  const own = sql`id is distinct from ${before?.id ?? null}::uuid`;
  const name = typeof after.name === "string" ? after.name : after.name.ru;
  const stored = typeof after.name === "string" ? sql`name` : sql`name->>'ru'`;
  const beside = book.within
    ? sql`${sql.ref(book.within.column)} is not distinct from ${after[book.within.field] ?? null}::uuid`
    : sql`true`;
  const { rows } = await sql<{ field: string; active: boolean }>`
    select 'code' as field, ${isActive(book.table)} as active from ${sql.table(book.table)}
      where ${own} and lower(code) = lower(${after.code})
    union all select ${typeof after.name === "string" ? "name" : "name.ru"}, ${isActive(book.table)} from ${sql.table(book.table)}
      where ${own} and ${beside} and lower(${stored}) = lower(${name})`.execute(tx);
  const byField = new Map(rows.map((row) => [row.field, row.active]));
  return [...byField].map(([field, active]) => ({ field, code: active ? "taken" : "takenByRetired" }));
}

/** Texts without spaces around them. */
function tidy<F extends object>(fields: F): F {
  const trimmed = Object.entries(fields).map(([name, value]) => [name, tidyValue(value)]);
  // reason: the same keys with values of the same types
  return Object.fromEntries(trimmed) as F;
}

function tidyValue(value: unknown): unknown {
  if (typeof value === "string") return value.trim();
  return typeof value === "object" && value !== null ? tidy(value) : value;
}
