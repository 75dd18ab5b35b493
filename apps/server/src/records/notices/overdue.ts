import { sql } from "kysely";
import type { App } from "../../platform/app.ts";
import { inTransaction, touchPerson } from "../../platform/db/transaction.ts";

/** The assignee of overdue work is notified once, when it becomes overdue. */
export async function tellOverdue(app: App): Promise<void> {
  const now = app.clock.now();
  await inTransaction(app, async (tx) => {
    const { rows } = await sql<{ personId: string }>`
      insert into notices (person_id, record_id, event, why, params, actor_id, created_at, dedup)
      select distinct on (r.id, a.person_id) a.person_id, r.id, 'overdue', 'awaited', '{}'::jsonb, null::uuid, ${now}::timestamptz,
        'overdue:' || r.id || ':' || a.person_id || ':' || a.due_at
      from awaits a join records r on r.id = a.record_id
      where a.person_id is not null and a.due_at < ${now} and a.due_at > ${now}::timestamptz - interval '2 days'
      on conflict (dedup) do nothing returning person_id as "personId"`.execute(tx);
    for (const { personId } of rows) touchPerson(tx, personId);
  });
}
