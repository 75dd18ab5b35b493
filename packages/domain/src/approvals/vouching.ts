import { isEmpty } from "../kernel/conditions.ts";
import type { Run, RunStep } from "./run.ts";
import { approvals } from "./run.ts";

/** What is voted on: fields by key, with the invoice file and the account as fields like any other. */
export type Vouched = Readonly<Record<string, unknown>>;

/** Takes canonical text, gives its hash; the server injects SHA-256. */
export type Hash = (text: string) => string;

/** The same value always gives the same text: keys sorted, absent and null alike, no spaces. */
export function canonicalJson(value: unknown): string {
  if (value === undefined || value === null) return "null";
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error("a number without a value cannot be vouched for");
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined && one !== null);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(",")}}`;
}

/** Hash of what these fields hold now. */
export function vouchingHash(keys: readonly string[], values: Vouched, hash: Hash): string {
  return hash(canonicalJson(Object.fromEntries(keys.map((key) => [key, values[key]]))));
}

export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

/** Fields whose value differs. */
export function changesBetween(before: Vouched, after: Vouched): FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return keys
    .filter((key) => canonicalJson(before[key]) !== canonicalJson(after[key]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

export interface VoidedStep {
  step: string;
  voterIds: string[];
  /** What voters are shown when they are asked again. */
  changes: FieldChange[];
}

/**
 * Steps whose standing votes vouch for something that changed, with the difference.
 *
 * @param fieldsOf what each step vouches for
 * @param owned fields the voting step owns: filled in its vote they void nothing; what stood there and was vouched for
 * falls like any other
 */
export function votesVoidedBy(
  run: Run,
  changes: readonly FieldChange[],
  fieldsOf: (step: RunStep) => readonly string[],
  owned: readonly string[] = [],
): VoidedStep[] {
  return run.steps.flatMap((step): VoidedStep[] => {
    const fields = fieldsOf(step);
    const hit = changes.filter(({ field, before }) => fields.includes(field) && !(owned.includes(field) && isEmpty(before)));
    const voterIds = approvals(run, step.key).map((vote) => vote.voterId);
    return hit.length > 0 && voterIds.length > 0 ? [{ step: step.key, voterIds, changes: hit }] : [];
  });
}
