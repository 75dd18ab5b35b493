import type pg from "pg";

/** The role that serves requests. It owns nothing: the owner's role only migrates. */
const APPLICATION_ROLE = "tartip_app";

/** Tables that only ever grow: the application may add and read, never change. The one list. */
const APPEND_ONLY = ["audit_events", "budget_entries", "record_statuses"] as const;

/** Sets the rights of the application's role, when the cluster has one. Safe to repeat. */
export async function grantToApplication(client: pg.Client): Promise<void> {
  const role = await client.query("select 1 from pg_roles where rolname = $1", [APPLICATION_ROLE]);
  if (role.rowCount === 0) return;
  const existing = await client.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_name = any($1::text[])",
    [APPEND_ONLY],
  );
  const appendOnly = existing.rows.map(
    (row) => `revoke update, delete, truncate on public.${row.name} from ${APPLICATION_ROLE};`,
  );
  await client.query(`
    grant usage on schema public, pgboss to ${APPLICATION_ROLE};
    grant select, insert, update, delete on all tables in schema public, pgboss to ${APPLICATION_ROLE};
    grant usage, select on all sequences in schema public, pgboss to ${APPLICATION_ROLE};
    grant execute on all functions in schema public, pgboss to ${APPLICATION_ROLE};
    alter default privileges in schema public grant select, insert, update, delete on tables to ${APPLICATION_ROLE};
    alter default privileges in schema public grant usage, select on sequences to ${APPLICATION_ROLE};
    revoke insert, update, delete on public.schema_migrations from ${APPLICATION_ROLE};
    ${appendOnly.join("\n")}
  `);
}
