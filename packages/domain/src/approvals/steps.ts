import type { Condition } from "../kernel/conditions.ts";

/** What the graph needs of a step; `RequestStep` has it. */
export interface GraphStep {
  key: string;
  as: "task" | "approval";
  after: readonly string[];
  when?: Condition | undefined;
}

/** What the graph needs of a type or of a route of another kind of record. */
export interface StepGraph {
  steps: readonly GraphStep[];
}

/** `waiting` steps have not opened; an approval opens only inside its running round. */
export type StepState = "waiting" | "open" | "finished" | "skipped";
export type StepStates = Readonly<Record<string, StepState>>;

export interface StepChange {
  step: string;
  change: "open" | "skip";
}

/** Whether a condition holds now; the caller binds `evaluate` to the record's scope. */
export type Holds = (condition: Condition) => boolean;

/** How many tasks-after-approvals lie before each step: approvals of one depth form a round. */
function depths(graph: StepGraph): Map<string, number> {
  const byKey = new Map(graph.steps.map((step) => [step.key, step]));
  const known = new Map<string, number>();
  const depthOf = (key: string): number => {
    const step = byKey.get(key);
    if (!step) throw new Error(`the graph names the unknown step ${key}`);
    const found = known.get(key);
    if (found !== undefined) return found;
    const before = step.after.map((name) => {
      const crosses = step.as === "task" && byKey.get(name)?.as === "approval";
      return depthOf(name) + (crosses ? 1 : 0);
    });
    const depth = Math.max(0, ...before);
    known.set(key, depth);
    return depth;
  };
  for (const step of graph.steps) depthOf(step.key);
  return known;
}

/** Keys of the approval steps, round by round; steps keep the order of the type's list. */
export function roundsOf(graph: StepGraph): string[][] {
  const byDepth = depths(graph);
  const rounds = new Map<number, string[]>();
  for (const step of graph.steps) {
    if (step.as !== "approval") continue;
    const depth = byDepth.get(step.key) ?? 0;
    rounds.set(depth, [...(rounds.get(depth) ?? []), step.key]);
  }
  return [...rounds.entries()].toSorted(([a], [b]) => a - b).map(([, keys]) => keys);
}

/** Index of the round an approval step belongs to; -1 for a task. */
function roundOf(graph: StepGraph, step: string): number {
  return roundsOf(graph).findIndex((keys) => keys.includes(step));
}

/** Everything that stands before a step, directly or not. */
export function ancestorsOf(graph: StepGraph, step: string): Set<string> {
  const byKey = new Map(graph.steps.map((one) => [one.key, one]));
  const found = new Set<string>();
  const visit = (key: string): void => {
    for (const before of byKey.get(key)?.after ?? []) {
      if (found.has(before)) continue;
      found.add(before);
      visit(before);
    }
  };
  visit(step);
  return found;
}

/** Task steps that must be closed before a round may start, in the order of the type's list. */
export function tasksBeforeRound(graph: StepGraph, round: number): string[] {
  const before = new Set((roundsOf(graph)[round] ?? []).flatMap((key) => [...ancestorsOf(graph, key)]));
  return graph.steps.filter((step) => step.as === "task" && before.has(step.key)).map((step) => step.key);
}

/**
 * Steps that open or are skipped now, to a fixpoint, in the order they happen.
 *
 * A step opens when all before it are finished or skipped; a false `when` skips it only then. Approvals open
 * only up to `runningRound` (null: none runs); until then one whose `when` holds keeps waiting.
 */
export function advance(graph: StepGraph, states: StepStates, holds: Holds, runningRound: number | null): StepChange[] {
  const now: Record<string, StepState> = { ...states };
  const rounds = roundsOf(graph);
  const mayOpen = (step: GraphStep): boolean =>
    step.as === "task" || (runningRound !== null && rounds.findIndex((keys) => keys.includes(step.key)) <= runningRound);
  const changes: StepChange[] = [];
  for (let moved = true; moved;) {
    moved = false;
    for (const step of graph.steps) {
      if (stateOf(now, step.key) !== "waiting" || !step.after.every((key) => isOver(now, key))) continue;
      const applies = step.when === undefined || holds(step.when);
      if (applies && !mayOpen(step)) continue;
      now[step.key] = applies ? "open" : "skipped";
      changes.push({ step: step.key, change: applies ? "open" : "skip" });
      moved = true;
    }
  }
  return changes;
}

/** The next round somebody would be asked in, by what holds now; null when no approval remains. */
export function nextRound(graph: StepGraph, states: StepStates, holds: Holds): number | null {
  const index = roundsOf(graph).findIndex((keys) => keys.some((key) => stillApplies(graph, states, holds, key)));
  return index === -1 ? null : index;
}

/** Whether any approval of the whole graph is still to be given. */
export function appliesAnyApproval(graph: StepGraph, states: StepStates, holds: Holds): boolean {
  return nextRound(graph, states, holds) !== null;
}

export interface RoutePreview {
  step: string;
  as: "task" | "approval";
  /** Round of an approval, else null. */
  round: number | null;
  applies: boolean;
}

/** The way a draft would go by what is filled in now; also the «who is next» of explain. */
export function previewRoute(graph: StepGraph, holds: Holds, states: StepStates = {}): RoutePreview[] {
  return inGraphOrder(graph).map((step) => {
    const round = roundOf(graph, step.key);
    const state = stateOf(states, step.key);
    const applies = state === "waiting" ? step.when === undefined || holds(step.when) : state !== "skipped";
    return { step: step.key, as: step.as, round: round === -1 ? null : round, applies };
  });
}

/** Steps so that each stands after all it waits for; equals keep the order of the list. */
export function inGraphOrder<S extends GraphStep>(graph: { steps: readonly S[] }): S[] {
  const placed = new Set<string>();
  const ordered: S[] = [];
  while (ordered.length < graph.steps.length) {
    const next = graph.steps.find((step) => !placed.has(step.key) && step.after.every((key) => placed.has(key)));
    if (!next) throw new Error("the graph of steps has a circle");
    placed.add(next.key);
    ordered.push(next);
  }
  return ordered;
}

function stillApplies(graph: StepGraph, states: StepStates, holds: Holds, key: string): boolean {
  const state = stateOf(states, key);
  if (state !== "waiting") return state === "open";
  const when = graph.steps.find((step) => step.key === key)?.when;
  return when === undefined || holds(when);
}

function stateOf(states: StepStates, key: string): StepState {
  return states[key] ?? "waiting";
}

function isOver(states: StepStates, key: string): boolean {
  return ["finished", "skipped"].includes(stateOf(states, key));
}
