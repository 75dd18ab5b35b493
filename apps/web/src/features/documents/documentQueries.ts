import { queryOptions } from "@tanstack/react-query";
import type { Schema } from "@tartip/api-client";
import { api, call } from "../../lib/api.ts";

export type DocumentCard = Schema<"DocumentCard">;
export type DocumentRow = Schema<"DocumentListed">;

export function documentQuery(id: string) {
  return queryOptions({
    queryKey: ["record", id, "document"],
    queryFn: () => call(api.GET("/api/v1/documents/{id}", { params: { path: { id } } })),
  });
}
