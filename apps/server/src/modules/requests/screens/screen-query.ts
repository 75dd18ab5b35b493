import { sql, type RawBuilder } from "kysely";
import { anyId } from "../../../platform/db/together.ts";

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

interface NameRow {
  of: keyof Names;
  id: string;
  name: string;
}

/** Names by ids in one statement; ids of another kind are simply not found. */
export function nameRows(ids: readonly string[]): RawBuilder<NameRow> {
  const wanted = anyId(ids);
  return sql<NameRow>`
    select 'people' as of, id, full_name as name from people where id = ${wanted}
    union all select 'counterparties', id, name from counterparties where id = ${wanted}
    union all select 'documents', r.id, r.title from records r where r.kind = 'document' and r.id = ${wanted}`;
}

export function namesOf(rows: readonly NameRow[]): Names {
  const names: Names = { people: new Map(), counterparties: new Map(), documents: new Map() };
  for (const { of, id, name } of rows) names[of].set(id, name);
  return names;
}
