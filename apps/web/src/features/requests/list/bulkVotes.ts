import type { RequestRow, RequestView } from "../requestQueries.ts";

/** Why a request of many was left alone: a key of namespace `requests`. */
export class LeftAlone extends Error {
  readonly key: string;

  constructor(key: string) {
    super(key);
    this.name = "LeftAlone";
    this.key = key;
  }
}

/** Whether the reader's decision is awaited, as the list knows it. */
export function awaitsDecision({ awaited }: Pick<RequestRow, "awaited">, meId: string): boolean {
  return awaited.some(({ personId, reason }) => personId === meId && reason === "decision");
}

/** Why nobody should decide on it from a list: several decisions, or one over the limit, whose amount stands on the page. */
export function unfitForList({ votes }: Pick<RequestView, "votes">): string | undefined {
  if (votes.length === 0) return "list.bulk.noVote";
  if (votes.some(({ kind }) => kind === "over_limit")) return "list.bulk.overLimit";
  return votes.length > 1 ? "list.bulk.severalVotes" : undefined;
}
