import type { Schema } from "@tartip/api-client";
import type { Reference } from "../../../lib/reference.ts";

export type Approval = NonNullable<Schema<"Request">["approval"]>;
export type ApprovalStep = NonNullable<Approval["steps"]>[number];
export type ApprovalVote = ApprovalStep["votes"][number];
export type NextStep = Schema<"Request">["explain"]["next"][number];

/** One line of the approvals card: a decision, somebody awaited, or a step to come. */
export interface ApprovalLineView {
  id: string;
  step: ApprovalStep;
  /** Look of the line: `approved`, `returned`, `rejected`, `merged`, `open`, `ahead`, `not_required`. */
  state: string;
  vote?: ApprovalVote;
  /** Who is awaited or will be. */
  people: readonly { id: string; name: string; onBehalfOf?: string | undefined }[];
  /** By which rule they come (`explain:via.*`). */
  via?: string | undefined;
  /** Votes of this step that fell; shown under its last line. */
  voided: readonly ApprovalVote[];
}

const DECIDED = { approve: "approved", return: "returned", reject: "rejected" } as const;

/** Lines of all rounds in their order; void votes hang under the step they were given at. */
export function approvalLines(steps: readonly ApprovalStep[], next: readonly NextStep[]): ApprovalLineView[] {
  return steps.flatMap((step) => {
    const standing = step.votes.filter((vote) => vote.voidedAt === null);
    const voided = step.votes.filter((vote) => vote.voidedAt !== null);
    const decided = standing.map((vote) => ({
      id: vote.id,
      step,
      vote,
      state: vote.merged ? "merged" : DECIDED[vote.decision],
      people: [],
      voided: NONE,
    }));
    const rest = pending(step, standing, next);
    const lines: ApprovalLineView[] = rest ? [...decided, rest] : decided;
    return lines.map((line, index) => (index === lines.length - 1 ? { ...line, voided } : line));
  });
}

const NONE: readonly ApprovalVote[] = [];

/** What the step still waits for; null when its votes say everything. */
function pending(step: ApprovalStep, standing: readonly ApprovalVote[], next: readonly NextStep[]): ApprovalLineView | null {
  const line = { id: step.id, step, voided: NONE };
  if (step.status === "skipped") return { ...line, state: "not_required", people: [] };
  if (step.status === "open") {
    // The person who returned it decides again once it is back.
    const gave = (id: string) => standing.some((vote) => vote.decision === "approve" && vote.person.id === id);
    const waited = step.candidates.filter((one) => one.asked && !gave(one.person.id));
    const people = waited.map(({ person, onBehalfOf }) => ({ ...person, onBehalfOf: onBehalfOf?.name }));
    return { ...line, state: "open", people, via: waited[0]?.via.code };
  }
  if (step.status !== "waiting")
    return standing.length > 0 ? null : { ...line, state: step.status === "merged" ? "merged" : "ahead", people: [] };
  const coming = next.find((one) => one.stepKey === step.key);
  // The server names three steps ahead; a nearer one that is not among them will not be asked.
  if (!coming && next.length < 3 && step.kind === "normal") return { ...line, state: "not_required", people: [] };
  const via = coming ? coming.via?.["code"] : step.candidates[0]?.via.code;
  const people = coming?.people ?? step.candidates.map(({ person, onBehalfOf }) => ({ ...person, onBehalfOf: onBehalfOf?.name }));
  return { ...line, state: "ahead", people, via: typeof via === "string" ? via : undefined };
}

/** «3 из 4»: steps decided of those that are asked. */
export function approvalProgress(lines: readonly ApprovalLineView[]): { done: number; total: number } {
  const steps = new Map<string, boolean>();
  for (const { step, state } of lines) {
    if (state === "not_required") continue;
    steps.set(step.id, (steps.get(step.id) ?? true) && state !== "open" && state !== "ahead");
  }
  return { done: [...steps.values()].filter(Boolean).length, total: steps.size };
}

interface Comparison {
  field?: string;
  fact?: string;
  op?: string;
  value?: unknown;
  threshold?: string;
}
type Condition = Comparison & { any?: Condition[]; all?: Condition[]; not?: Condition };

export interface SkipReason {
  /** Key under `approvals:skip`. */
  key: string;
  /** Limit in whole units of the base currency. */
  limit?: number;
}

/** Why a step is not asked: the parts of its condition that did not hold. */
export function skipReasons(when: unknown, thresholds: Reference["settings"]["thresholds"]): SkipReason[] {
  // reason: conditions are stored as packages/domain/src/kernel/parse-condition.ts read them
  const condition = when as Condition | undefined;
  if (!condition) return [];
  const parts = condition.any ?? condition.all;
  if (parts) return parts.flatMap((part) => skipReasons(part, thresholds));
  if (condition.threshold !== undefined) {
    const limit = thresholds[condition.threshold];
    return limit === undefined ? [] : [{ key: "amount", limit }];
  }
  if (condition.fact === "overLimit") return [{ key: "withinLimit" }];
  if (condition.fact === "overLimitPct") return [{ key: "overLimitSmall" }];
  if (condition.fact === "contractLinked") return [{ key: "contractLinked" }];
  return [];
}

/** The reader's own last vote that still stands, to take it back. */
export function ownVote({ approval }: { approval?: Approval | null }, meId: string): ApprovalVote | undefined {
  const votes = (approval?.steps ?? []).flatMap((step) => step.votes);
  return votes
    .filter((vote) => vote.person.id === meId && vote.voidedAt === null && !vote.merged)
    .sort(byTime)
    .at(-1);
}

function byTime(one: { at: string }, other: { at: string }): number {
  return one.at < other.at ? -1 : 1;
}
