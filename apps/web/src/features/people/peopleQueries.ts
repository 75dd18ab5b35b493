import { queryOptions } from "@tanstack/react-query";
import type { Schema } from "@tartip/api-client";
import { api, call } from "../../lib/api.ts";

export type PersonListed = Schema<"PersonListed">;
export type PersonCard = Schema<"PersonCard">;
export type Absence = Schema<"Absence">;
export type Substitution = Schema<"Substitution">;
export type ProposedRole = Schema<"ProposedRole">;
export type InsideProposal = Schema<"InsideProposal">;

/** One person as the reader may see them. */
export function personQuery(id: string) {
  return queryOptions({
    queryKey: ["person", id],
    queryFn: ({ signal }) => call(api.GET("/api/v1/people/{id}", { params: { path: { id } }, signal })),
  });
}

export type Held = Schema<"Holdings">["items"][number];

/** What the person holds that others take over when they leave. */
export function holdingsQuery(id: string) {
  return queryOptions({
    queryKey: ["person", id, "holdings"],
    queryFn: ({ signal }) => call(api.GET("/api/v1/people/{id}/holdings", { params: { path: { id } }, signal })),
    // What it says is of this moment.
    staleTime: 0,
  });
}

/** Days away of one person from today on. */
export function absencesQuery(personId: string) {
  return queryOptions({
    queryKey: ["absences", personId],
    queryFn: ({ signal }) => call(api.GET("/api/v1/absences", { params: { query: { personId } }, signal })),
    select: ({ items }) => items,
  });
}

/** Who acts for the person, and for whom the person acts, from today on. */
export function substitutionsQuery(personId: string) {
  return queryOptions({
    queryKey: ["substitutions", personId],
    queryFn: ({ signal }) => call(api.GET("/api/v1/substitutions", { params: { query: { personId } }, signal })),
    select: ({ items }) => items,
  });
}

/** Days away that wait for a second word, whosever they are. */
export const waitingAbsencesQuery = queryOptions({
  queryKey: ["absences", "awaiting"],
  queryFn: ({ signal }) => call(api.GET("/api/v1/absences", { params: { query: { awaiting: true } }, signal })),
  select: ({ items }) => items,
});

/** Days of standing in that wait for a second word. */
export const waitingSubstitutionsQuery = queryOptions({
  queryKey: ["substitutions", "awaiting"],
  queryFn: ({ signal }) => call(api.GET("/api/v1/substitutions", { params: { query: { awaiting: true } }, signal })),
  select: ({ items }) => items,
});

/** Roles that wait for a second person. */
export const proposalsQuery = queryOptions({
  queryKey: ["role-proposals"],
  queryFn: ({ signal }) => call(api.GET("/api/v1/role-proposals", { signal })),
  select: ({ items }) => items,
});

/** Contractors proposed as employees, who wait for a second person. */
export const insideQuery = queryOptions({
  queryKey: ["inside-proposals"],
  queryFn: ({ signal }) => call(api.GET("/api/v1/inside-proposals", { signal })),
  select: ({ items }) => items,
});
