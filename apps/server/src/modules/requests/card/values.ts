import { companyDay } from "@tartip/domain/kernel/calendar";
import { PRIORITIES, type RequestType } from "@tartip/domain/requests/type";
import type { CaseRow } from "../case-query.ts";
import type { Values } from "../money/expense.ts";

/** The whole form by field key: common fields live on the card, the type's own in `data`. */
export function valuesOf(row: CaseRow): Values {
  return {
    ...row.data,
    title: row.title,
    department: row.departmentId,
    branch: row.branchId,
    priority: PRIORITIES[row.priority - 1],
    dueDate: row.dueAt === null ? null : companyDay(row.dueAt),
    assignee: row.assigneeId,
    description: row.description,
  };
}

/** What the form's values mean for `records` and `requests`; a priority that is absent or unknown is left alone. */
export interface Stored {
  record: {
    title: string;
    priority?: number;
    department_id: string | null;
    branch_id: string | null;
    project_id: string | null;
    assignee_id: string | null;
  };
  dueDate: string | null | undefined;
  description: string | undefined;
  data: Record<string, unknown>;
}

/** Splits cleaned form values into card columns and the type's own data. */
export function storedFrom(type: RequestType, values: Values): Stored {
  const own = new Set(type.fields.map((field) => field.key));
  const data = Object.fromEntries(
    Object.entries(values).filter(([key, value]) => own.has(key) && value !== null && value !== undefined),
  );
  const text = (key: string): string | null => {
    const value = values[key];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const project = type.fields.find((field) => field.type === "project");
  const priority = PRIORITIES.findIndex((code) => code === values["priority"]);
  return {
    record: {
      title: text("title") ?? "",
      department_id: text("department"),
      branch_id: text("branch"),
      assignee_id: text("assignee"),
      project_id: project ? text(project.key) : null,
      ...(priority === -1 ? {} : { priority: priority + 1 }),
    },
    dueDate: text("dueDate"),
    description: text("description") ?? "",
    data,
  };
}

/** Keys whose values differ between two forms, in no particular order; an empty text is no value. */
export function changedKeys(before: Values, after: Values): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => written(before[key]) !== written(after[key]));
}

function written(value: unknown): string {
  return JSON.stringify(value === "" ? null : (value ?? null));
}
