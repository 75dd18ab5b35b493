import type { FieldError } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";

/** Lists somebody chooses from; each row is offered until it is retired. */
export type OfferedList =
  | "people"
  | "departments"
  | "branches"
  | "projects"
  | "cost_items"
  | "counterparties"
  | "knp"
  | "currencies";

/** What a field of a card or form names. */
export interface Choice {
  field: string;
  list: OfferedList;
  value: string;
}

/** Fields whose choice does not exist, or no longer does. Every write asks here which values may be chosen now. */
export async function notOffered(tx: Tx, choices: readonly Choice[]): Promise<string[]> {
  if (choices.length === 0) return [];
  const { rows } = await sql<{ field: string }>`
    select w.field from jsonb_to_recordset(${JSON.stringify(choices)}::jsonb) as w(field text, list text, value text)
    where not case w.list
      when 'people' then exists (select 1 from people p where p.id = w.value::uuid and p.active and not p.external)
      when 'departments' then exists (select 1 from departments d where d.id = w.value::uuid and d.active)
      when 'branches' then exists (select 1 from branches b where b.id = w.value::uuid and b.active)
      when 'projects' then exists (select 1 from projects j where j.id = w.value::uuid and j.status = 'active')
      when 'cost_items' then exists (select 1 from cost_items i where i.id = w.value::uuid and i.active and i.kind <> 'group'
        and not exists (select 1 from cost_items below where below.parent_id = i.id))
      when 'counterparties' then exists (select 1 from counterparties c where c.id = w.value::uuid)
      when 'knp' then exists (select 1 from code_lists l where l.list = 'knp' and l.code = w.value)
      when 'currencies' then exists (select 1 from currencies y where y.code = w.value)
      else true end`.execute(tx);
  return rows.map((row) => row.field);
}

/** Whether this may be chosen now. */
export async function isOffered(tx: Tx, list: OfferedList, value: string): Promise<boolean> {
  return (await notOffered(tx, [{ field: list, list, value }])).length === 0;
}

/** Where a card belongs, by the names of its fields. */
const PLACES = {
  branchId: "branches",
  departmentId: "departments",
  projectId: "projects",
  defaultCostItemId: "cost_items",
} as const satisfies Record<string, OfferedList>;

export type Places = Partial<Record<keyof typeof PLACES, string | null | undefined>>;

/** Newly chosen places that are retired; what the card already held stays as it is. */
export async function retiredPlaces(tx: Tx, places: Places, before: Places = {}): Promise<FieldError[]> {
  const given = new Map<string, string | null | undefined>(Object.entries(places));
  const stood = new Map<string, string | null | undefined>(Object.entries(before));
  const choices = Object.entries(PLACES).flatMap(([field, list]): Choice[] => {
    const value = given.get(field);
    return value && value !== stood.get(field) ? [{ field, list, value }] : [];
  });
  return (await notOffered(tx, choices)).map((field) => ({ field, code: "unknownReference" }));
}

/** Departments and branches that a person heads, in the order of their codes. */
export async function headedBy(db: Db | Tx, personId: string): Promise<{ departmentIds: string[]; branchIds: string[] }> {
  const departments = await db.selectFrom("departments").select("id").where("head_id", "=", personId).orderBy("code").execute();
  const branches = await db.selectFrom("branches").select("id").where("head_id", "=", personId).orderBy("code").execute();
  return { departmentIds: departments.map(({ id }) => id), branchIds: branches.map(({ id }) => id) };
}
