import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";

export interface Named {
  id: string;
  name: string;
}

/** Names of everybody and everything a request's page mentions by id. */
export interface Names {
  people: Map<string, string>;
  counterparties: Map<string, string>;
  documents: Map<string, string>;
}

/** Reads the names in one statement; ids of another kind are simply not found. */
export async function readNames(db: Db | Tx, ids: readonly string[]): Promise<Names> {
  const { rows } = await sql<{ of: "people" | "counterparties" | "documents"; id: string; name: string }>`
    select 'people' as of, id, full_name as name from people where id = any(${[...ids]}::uuid[])
    union all select 'counterparties', id, name from counterparties where id = any(${[...ids]}::uuid[])
    union all select 'documents', r.id, r.title from records r where r.kind = 'document' and r.id = any(${[...ids]}::uuid[])`.execute(
    db,
  );
  const names: Names = { people: new Map(), counterparties: new Map(), documents: new Map() };
  for (const { of, id, name } of rows) names[of].set(id, name);
  return names;
}
