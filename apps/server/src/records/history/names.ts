import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db } from "../../platform/db/database.ts";
import type { ChangedValue, FieldChange } from "./changes.ts";
import { visibleIds } from "../visibility.ts";

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** Puts a name beside every id in the changes; a record the actor may not see keeps none. */
export async function nameIds(db: Db, ctx: Context, entries: FieldChange[][]): Promise<FieldChange[][]> {
  const ids = new Set(entries.flat().flatMap(({ from, to }) => [...idsIn(from.value), ...idsIn(to.value)]));
  const names = await namesOf(db, ctx, [...ids]);
  const named = ({ value }: ChangedValue): ChangedValue => {
    const spoken = idsIn(value).map((id) => names.get(id));
    return { value, text: spoken.length > 0 && spoken.every((name) => name !== undefined) ? spoken.join(", ") : null };
  };
  return entries.map((changes) => changes.map(({ field, from, to }) => ({ field, from: named(from), to: named(to) })));
}

function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((one) => typeof one === "string" && ID.test(one));
  return typeof value === "string" && ID.test(value) ? [value] : [];
}

async function namesOf(db: Db, ctx: Context, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const own = sql`any(${ids}::uuid[])`;
  const seen = [...(await visibleIds(db, ctx, ids))];
  const { rows } = await sql<{ id: string; name: string }>`
    select id, full_name as name from people where id = ${own}
    union all select id, name->>${ctx.language} from departments where id = ${own}
    union all select id, name->>${ctx.language} from branches where id = ${own}
    union all select id, code || ' ' || name from projects where id = ${own}
    union all select id, code || ' ' || (name->>${ctx.language}) from cost_items where id = ${own}
    union all select q.id, r.label->>${ctx.language} from queues q join roles r on r.code = q.role_code where q.id = ${own}
    union all select id, concat_ws(' ', number, title) from records where id = any(${seen}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}
