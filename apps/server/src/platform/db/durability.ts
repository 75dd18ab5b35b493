import { sql } from "kysely";
import type { Db } from "./database.ts";

/** What a server of PostgreSQL is set to forget at a power cut, as lines for the operator; none where all is kept. */
export async function durabilityWarnings(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'
    order by name`.execute(db);
  return rows.map(
    ({ name }) => `PostgreSQL runs with ${name}=off: a power cut can lose what people were told is kept. Set it to on.`,
  );
}
