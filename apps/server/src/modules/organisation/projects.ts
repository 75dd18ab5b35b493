import type { FieldError } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import type { Book, Listed } from "./book.ts";
import { headProblem } from "./heads.ts";
import { isOffered } from "./questions.ts";

export interface ProjectFields extends Listed {
  name: string;
  branchId: string | null;
  ownerId: string | null;
  fromDate: string | null;
  toDate: string | null;
}

/** A retired project is a closed one. */
export const projects: Book<ProjectFields> = {
  table: "projects",
  entity: "project",
  blank: { branchId: null, ownerId: null, fromDate: null, toDate: null, active: true },
  columns: sql`code, name, branch_id as "branchId", owner_id as "ownerId", from_date as "fromDate", to_date as "toDate",
    (status = 'active') as active`,
  stored: ({ code, name, branchId, ownerId, fromDate, toDate, active }) => ({
    code,
    name,
    branch_id: branchId,
    owner_id: ownerId,
    from_date: fromDate,
    to_date: toDate,
    status: active ? "active" : "closed",
  }),
  async problems(tx, after, before) {
    const { branchId, fromDate, toDate } = after;
    const found: FieldError[] = await headProblem(tx, "ownerId", after.ownerId, before?.ownerId);
    const chosen = branchId !== null && after.active && (branchId !== before?.branchId || !before.active);
    if (chosen && !(await isOffered(tx, "branches", branchId))) found.push({ field: "branchId", code: "unknownReference" });
    if (fromDate !== null && toDate !== null && toDate < fromDate) found.push({ field: "toDate", code: "endBeforeStart" });
    return found;
  },
  hanging: async () => [],
};
