import type { Violation } from "./sources.ts";

/** Shared by every feature; they know no feature in turn. */
const SHARED = ["records", "lists"];

/** The few ways from one feature into another, each with its reason; at most five. */
export const EXCEPTIONS: readonly [from: string, to: string, reason: string][] = [
  ["my-day", "tasks", "the day shows the same tasks in the same groups and hands out new ones"],
  ["my-day", "people", "roles to confirm wait on the day as in the list of people"],
  ["my-day", "organisation", "the first steps of a new company are those of its lists"],
  ["admin", "people", "administration confirms the same roles"],
  ["approvals", "requests", "the sheet is printed from the request it belongs to"],
];

/** Why a feature may not import another; undefined when it may. */
export function judgeFeature(from: string, to: string): string | undefined {
  if (from === to || SHARED.includes(to)) return undefined;
  if (EXCEPTIONS.some(([here, there]) => here === from && there === to)) return undefined;
  return SHARED.includes(from)
    ? `features/${from} is shared by all features and may know none of them, not ${to}`
    : `feature ${from} may not import feature ${to}: share it through features/records, features/lists or ui`;
}

/** One feature importing another. */
export interface Edge {
  from: string;
  to: string;
  file: string;
  line: number;
}

/** Imports that close a circle of features: what is reached leads back. */
export function circlesOf(edges: readonly Edge[]): Violation[] {
  const across = edges.filter(({ from, to }) => from !== to);
  const next = Map.groupBy(across, ({ from }) => from);
  const reaches = (start: string, goal: string, seen = new Set<string>()): boolean =>
    start === goal || (next.get(start) ?? []).some(({ to }) => !seen.has(to) && reaches(to, goal, seen.add(to)));
  return across
    .filter(({ from, to }) => reaches(to, from))
    .map(({ from, to, file, line }) => ({ file, line, message: `features ${from} and ${to} import each other in a circle` }));
}
