import { queryOptions } from "@tanstack/react-query";
import type { paths, Schema } from "@tartip/api-client";
import { api, call } from "../../lib/api.ts";

export type DocumentCard = Schema<"DocumentCard">;
export type DocumentRow = Schema<"DocumentListed">;
export type DocumentFilters = Omit<NonNullable<paths["/api/v1/documents"]["get"]["parameters"]["query"]>, "limit" | "after">;

/** Views of the archive as the server is asked for them. */
const DOCUMENT_VIEWS = {
  all: {},
  signed: { status: "signed" },
  expiring: { expiringDays: 60 },
  draft: { status: "draft" },
  expired: { status: "expired" },
} as const satisfies Record<string, DocumentFilters>;

export type DocumentView = keyof typeof DOCUMENT_VIEWS;
// reason: Object.keys widens to string; the keys are exactly the views
export const VIEW_NAMES = Object.keys(DOCUMENT_VIEWS) as DocumentView[];

export function viewOf(all: Readonly<Record<string, string>>): DocumentView {
  return VIEW_NAMES.find((view) => view === all["view"]) ?? "all";
}

/** What the server is asked by what stands in the address. */
export function documentFilters(all: Readonly<Record<string, string>>): DocumentFilters {
  return {
    ...DOCUMENT_VIEWS[viewOf(all)],
    ...(all["q"] ? { q: all["q"] } : {}),
    ...(all["kindCode"] ? { kindCode: all["kindCode"] } : {}),
    ...(all["counterpartyId"] ? { counterpartyId: all["counterpartyId"] } : {}),
    ...(all["basis"] === "true" ? { basis: true } : {}),
  };
}

export function documentQuery(id: string) {
  return queryOptions({
    queryKey: ["record", id, "document"],
    queryFn: () => call(api.GET("/api/v1/documents/{id}", { params: { path: { id } } })),
  });
}
