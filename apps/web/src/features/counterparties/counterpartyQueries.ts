import { queryOptions } from "@tanstack/react-query";
import type { Schema } from "@tartip/api-client";
import { api, call } from "../../lib/api.ts";

export type Counterparty = Schema<"CounterpartyCard">;
export type CounterpartyRow = Schema<"CounterpartyListed">;

export const VIEWS = ["active", "unconfirmed", "archived"] as const;
export type CounterpartyView = (typeof VIEWS)[number];

export function viewOf(all: Readonly<Record<string, string>>): CounterpartyView {
  return VIEWS.find((view) => view === all["view"]) ?? "active";
}

/** What the server is asked by what stands in the address. */
export function counterpartyFilters(all: Readonly<Record<string, string>>) {
  const view = viewOf(all);
  return {
    status: view === "archived" ? ("archived" as const) : ("active" as const),
    ...(view === "unconfirmed" ? { unconfirmed: true } : {}),
    ...(all["q"] ? { q: all["q"] } : {}),
  };
}

export function counterpartyQuery(id: string) {
  return queryOptions({
    queryKey: ["record", id, "counterparty"],
    queryFn: () => call(api.GET("/api/v1/counterparties/{id}", { params: { path: { id } } })),
  });
}
