import { sql, type RawBuilder } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { isOffered } from "./questions.ts";

export type Table = "branches" | "departments" | "projects" | "cost_items";

/** Whether a row of the table is not retired; a project is closed instead. */
export function isActive(table: Table): RawBuilder<boolean> {
  return table === "projects" ? sql<boolean>`(status = 'active')` : sql<boolean>`active`;
}

/** Whether the person works here: a head or an owner is nobody from outside and nobody who left. */
export function works(tx: Tx, personId: string): Promise<boolean> {
  return isOffered(tx, "people", personId);
}

/** Active people of a place. */
export async function peopleIn(tx: Tx, column: "branch_id" | "department_id", id: string): Promise<number> {
  return counted(tx, sql`people where active and ${sql.ref(column)} = ${id}`);
}

/** How many rows `from … where …` has. */
export async function counted(tx: Db | Tx, what: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${what}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Every row above in a tree of departments, from the nearest up. */
export async function departmentsAbove(tx: Tx, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`with recursive above as (
      select id, parent_id from departments where id = ${id}
      union select d.id, d.parent_id from departments d join above a on d.id = a.parent_id)
    select id from above`.execute(tx);
  return rows.map((row) => row.id);
}

/** Who heads this department and those above it, the nearest first: the first decides for it. */
export async function headsFrom(tx: Tx, id: string | null): Promise<string[]> {
  const { rows } = await sql<{ headId: string }>`with recursive line as (
      select id, parent_id, head_id, 0 as up from departments where id = ${id}::uuid
      union all select d.id, d.parent_id, d.head_id, line.up + 1 from departments d join line on d.id = line.parent_id)
      cycle id set circles using way
    select head_id as "headId" from line where head_id is not null and not circles order by up`.execute(tx);
  return rows.map((row) => row.headId);
}

/** Full names by id. */
export async function namesOf(db: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  if (known.length === 0) return new Map();
  const people = await db.selectFrom("people").select(["id", "full_name"]).where("id", "in", known).execute();
  return new Map(people.map((person) => [person.id, person.full_name]));
}
