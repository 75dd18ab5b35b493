import supplied from "@tartip/domain/data/document-routes.json" with { type: "json" };
import { routeOf, routesOf } from "@tartip/domain/documents/route";
import { queryOptions } from "@tanstack/react-query";
import type { Schema } from "@tartip/api-client";
import type { TFunction } from "i18next";
import { api, call } from "../../lib/api.ts";
import type { Reference } from "../../lib/reference.ts";
import type { FieldWords } from "../../lib/requestType.ts";

export type DocumentCard = Schema<"DocumentCard">;
export type DocumentRow = Schema<"DocumentListed">;

/** Names of what a vote on a document is about, by field key. */
export function documentLabels(t: TFunction): FieldWords {
  const keys = "title kind docNumber docDate counterparty subject validFrom validTo amount currency branch project file".split(
    " ",
  );
  return new Map(keys.map((key) => [key, { label: t(`documents:page.field.${key}`), type: key === "amount" ? "money" : null }]));
}

const suppliedRoutes = routesOf(supplied);

/** Conditions of the steps of its route, to tell why one is not asked; none until the settings are known. */
export function documentConditions(kindCode: string, reference: Reference | undefined): ReadonlyMap<string, unknown> {
  if (!reference) return new Map();
  const routes = suppliedRoutes(Object.keys(reference.settings.thresholds));
  return new Map((routeOf(routes, kindCode) ?? []).map((step) => [step.key, step.when]));
}

export function documentQuery(id: string) {
  return queryOptions({
    queryKey: ["record", id, "document"],
    queryFn: () => call(api.GET("/api/v1/documents/{id}", { params: { path: { id } } })),
  });
}
