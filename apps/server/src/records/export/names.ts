import { sql } from "kysely";
import type { Lang } from "../../platform/context.ts";
import type { Db } from "../../platform/db/database.ts";

/** Names by id (of a request type by code) in one language. */
export type PlaceNames = Record<"branch" | "department" | "project" | "type", (key: string | null) => string | null>;

/** What the lists of records name by id. */
export async function placeNames(db: Db, language: Lang): Promise<PlaceNames> {
  const { rows } = await sql<{ of: keyof PlaceNames; key: string; name: string }>`
    select 'branch' as of, id::text as key, name->>${language} as name from branches
    union all select 'department', id::text, name->>${language} from departments
    union all select 'project', id::text, name from projects
    union all select 'type', code, definition->'label'->>${language} from request_types where current`.execute(db);
  const names = new Map(rows.map(({ of, key, name }) => [`${of} ${key}`, name]));
  const namesOf = (of: keyof PlaceNames) => (key: string | null) => (key === null ? null : (names.get(`${of} ${key}`) ?? null));
  return { branch: namesOf("branch"), department: namesOf("department"), project: namesOf("project"), type: namesOf("type") };
}
