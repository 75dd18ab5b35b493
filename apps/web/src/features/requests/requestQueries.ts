import { spokenState } from "@tartip/domain/requests/workflow";
import { queryOptions } from "@tanstack/react-query";
import type { Schema } from "@tartip/api-client";
import { api, call } from "../../lib/api.ts";
import type { ExportColumnId } from "../lists/exportColumns.ts";

export type RequestRow = Schema<"RequestRow">;
export type RequestView = Schema<"Request">;

/** Columns of the list; a file of it can hold each of them. */
export type RequestColumnId = ExportColumnId<"/api/v1/requests/export">;

/** One request as its page shows it; the live news refetch it by its id. */
export function requestQuery(id: string) {
  return queryOptions({
    queryKey: ["request", id],
    queryFn: ({ signal }) => call(api.GET("/api/v1/requests/{id}", { params: { path: { id } }, signal })),
  });
}

/** The state as people read it, by the version of the type the request was born with. */
export function statusOf({ status, meaning, paid }: Pick<RequestView, "status" | "meaning" | "paid">): string {
  return spokenState(status, meaning.invoice !== undefined, paid?.whole === true);
}
