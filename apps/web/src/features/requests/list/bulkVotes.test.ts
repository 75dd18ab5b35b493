import { expect, it } from "vitest";
import type { RequestRow, RequestView } from "../requestQueries.ts";
import { awaitsDecision, unfitForList } from "./bulkVotes.ts";

const awaited = (personId: string | null, reason: string): RequestRow["awaited"] => [
  // reason: only who and why matter here
  { personId, reason, name: null, since: "" } as RequestRow["awaited"][number],
];
const vote = (kind: RequestView["votes"][number]["kind"]) => ({ stepId: kind, key: kind, kind, ownsFields: [] });

it("offers a decision only to whom it is awaited of", () => {
  expect(awaitsDecision({ awaited: awaited("me", "decision") }, "me")).toBe(true);
  expect(awaitsDecision({ awaited: awaited("other", "decision") }, "me")).toBe(false);
  expect(awaitsDecision({ awaited: awaited("me", "rework") }, "me")).toBe(false);
});

it("leaves a decision over the limit to the page, where its amount stands", () => {
  expect(unfitForList({ votes: [vote("normal")] })).toBeUndefined();
  expect(unfitForList({ votes: [vote("normal"), vote("over_limit")] })).toBe("list.bulk.overLimit");
  expect(unfitForList({ votes: [vote("normal"), vote("added")] })).toBe("list.bulk.severalVotes");
  expect(unfitForList({ votes: [] })).toBe("list.bulk.noVote");
});
