import type { FieldError } from "@tartip/domain/kernel/errors";
import type { Label } from "@tartip/domain/kernel/label";
import { sql } from "kysely";
import type { Tx } from "../../platform/db/database.ts";
import type { Book, Listed, Row } from "./book.ts";
import { followHeads, hangingOn, headProblem } from "./heads.ts";
import { counted, departmentsAbove, peopleIn } from "./queries.ts";
import { isOffered } from "./questions.ts";

export interface DepartmentFields extends Listed {
  name: Label;
  parentId: string | null;
  headId: string | null;
}

export const departments: Book<DepartmentFields> = {
  table: "departments",
  entity: "department",
  blank: { parentId: null, headId: null, active: true },
  columns: sql`code, name, parent_id as "parentId", head_id as "headId", active`,
  stored: ({ code, name, parentId, headId, active }) => ({
    code,
    name: JSON.stringify(name),
    parent_id: parentId,
    head_id: headId,
    active,
  }),
  within: { field: "parentId", column: "parent_id" },
  problems: async (tx, after, before) => [
    ...(await parentProblem(tx, after, before)),
    ...(await headProblem(tx, "headId", after.headId, before?.headId)),
  ],
  hanging: async (tx, id) => [
    ...hangingOn("people_work_here", await peopleIn(tx, "department_id", id)),
    ...hangingOn("departments_below", await counted(tx, sql`departments where parent_id = ${id} and active`)),
  ],
  follow: followHeads,
};

async function parentProblem(
  tx: Tx,
  { parentId, active }: DepartmentFields,
  before: Row<DepartmentFields> | null,
): Promise<FieldError[]> {
  const settled = before !== null && before.parentId === parentId && before.active === active;
  if (parentId === null || settled || !active) return [];
  if (!(await isOffered(tx, "departments", parentId))) return [{ field: "parentId", code: "unknownReference" }];
  const circle = before !== null && (await departmentsAbove(tx, parentId)).includes(before.id);
  return circle ? [{ field: "parentId", code: "departmentCircle" }] : [];
}
