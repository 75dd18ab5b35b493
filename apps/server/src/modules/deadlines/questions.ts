import type { Kind } from "@tartip/domain/kernel/kinds";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db } from "../../platform/db/database.ts";
import { visibleIds } from "../../records/visibility.ts";

/** Records whose lateness was told to the person as a head and that are late still, as far as the person may see them. */
export async function escalatedTo(db: Db, ctx: Context): Promise<{ id: string; dueAt: Date }[]> {
  const { rows } = await sql<{ id: string; kind: Kind; dueAt: Date }>`
    select r.id, r.kind, min(m.due_at) as "dueAt" from deadline_marks m join records r on r.id = m.record_id
    where m.level in ('head', 'department') and m.told @> array[${ctx.actor.id}]::uuid[] and r.open
      and (exists (select 1 from awaits a where a.record_id = r.id and a.due_at = m.due_at)
        or (r.kind = 'request' and r.due_at = m.due_at and r.status <> 'done'))
    group by r.id, r.kind order by 3, 1`.execute(db);
  const seen = await visibleIds(db, ctx, rows.map(({ id }) => id), rows.map(({ kind }) => kind)); // prettier-ignore
  return rows.filter(({ id }) => seen.has(id)).map(({ id, dueAt }) => ({ id, dueAt }));
}
