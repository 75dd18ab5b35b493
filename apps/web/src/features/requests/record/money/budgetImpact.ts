import { queryOptions } from "@tanstack/react-query";
import type { Schema } from "@tartip/api-client";
import { textAt } from "@tartip/domain/requests/meaning";
import type { RequestType } from "@tartip/domain/requests/type";
import { api, call } from "../../../../lib/api.ts";
import type { RequestView } from "../../requestQueries.ts";

export type ImpactCell = Schema<"BudgetImpact">["cells"][number];

/** What the request does to its budget cell, its own chain's entries left out; off where no cell is named. */
export function impactQuery(request: RequestView, type: RequestType | undefined) {
  const line = lineOf(request, type);
  return queryOptions({
    queryKey: ["record", request.id, "budget", request.version],
    queryFn: () => call(api.POST("/api/v1/budgets/impact", { body: { requestId: request.id, lines: line ? [line] : [] } })),
    enabled: line !== null,
    staleTime: 30_000,
  });
}

/** Whether a cell of the budget will be shown, told before the request's type has come. */
export function touchesBudget({ values, meaning, branchId, baseMinor, open }: RequestView): boolean {
  const { costItem, month } = meaning.expense ?? {};
  return open && branchId !== null && typeof baseMinor === "number" && Boolean(textAt(values, costItem) && textAt(values, month));
}

function lineOf({ values, meaning, branchId, projectId, baseMinor, open }: RequestView, type: RequestType | undefined) {
  const [item, month] = [textAt(values, meaning.expense?.costItem), textAt(values, meaning.expense?.month)];
  if (!type || !open || !branchId || typeof baseMinor !== "number") return null;
  if (item === "" || month === "") return null;
  return { branchId, projectId, costItemId: item, month: `${month.slice(0, 7)}-01`, baseMinor };
}
