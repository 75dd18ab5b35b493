import { queryOptions } from "@tanstack/react-query";
import type { Schema } from "@tartip/api-client";
import { api, call } from "../../lib/api.ts";

export type Counterparty = Schema<"CounterpartyCard">;
export type CounterpartyRow = Schema<"CounterpartyListed">;

export function counterpartyQuery(id: string) {
  return queryOptions({
    queryKey: ["record", id, "counterparty"],
    queryFn: () => call(api.GET("/api/v1/counterparties/{id}", { params: { path: { id } } })),
  });
}
