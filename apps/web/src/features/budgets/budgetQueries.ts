import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Schema } from "@tartip/api-client";
import { api, call } from "../../lib/api.ts";

export type BudgetCell = Schema<"BudgetCell">;

interface GridFilter {
  year: number;
  branchId?: string | undefined;
  projectId?: string | undefined;
}

/** Lines of a year; the figures of the shown filter stay while the next loads. */
export function gridQuery({ year, branchId, projectId }: GridFilter) {
  const query = { year, ...(branchId ? { branchId } : {}), ...(projectId ? { projectId } : {}) };
  return queryOptions({
    queryKey: ["list", "budget", query],
    queryFn: () => call(api.GET("/api/v1/budgets/grid", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

/** One cell with its ledger; begins with `list`, so that news of any record bring it up to date. */
export function cellQuery(id: string) {
  return queryOptions({
    queryKey: ["list", "budgetCell", id],
    queryFn: () => call(api.GET("/api/v1/budgets/cells/{id}", { params: { path: { id } } })),
  });
}
