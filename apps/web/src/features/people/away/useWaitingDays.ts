import { useQuery } from "@tanstack/react-query";
import { waitingAbsencesQuery, waitingSubstitutionsQuery } from "../peopleQueries.ts";
import type { Absence, Substitution } from "../peopleQueries.ts";

/** Days that wait for a second word. */
export type WaitingDays = { what: "absences"; days: Absence } | { what: "substitutions"; days: Substitution };

/** All of them that the reader sees. */
export function useWaitingDays(enabled = true): WaitingDays[] {
  const { data: away = [] } = useQuery({ ...waitingAbsencesQuery, enabled });
  const { data: standing = [] } = useQuery({ ...waitingSubstitutionsQuery, enabled });
  return [
    ...away.map((days) => ({ what: "absences" as const, days })),
    ...standing.map((days) => ({ what: "substitutions" as const, days })),
  ];
}
