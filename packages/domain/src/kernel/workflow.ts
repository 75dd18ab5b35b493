import { DomainError } from "./errors.ts";

/** One edge family of a workflow: from which states, to which, and whether it needs a reason. */
export interface Edge<S extends string> {
  from: readonly S[];
  /** Where it leads; `null` when the outcome is decided by the engine (a vote may stay or finish the run). */
  to: S | null;
  needsReason?: true;
  /** Taken by the system when its conditions hold, never by a person. */
  automatic?: true;
}

export interface Workflow<S extends string, A extends string> {
  name: string;
  states: readonly S[];
  initial: S;
  /** States in which the record no longer lives: it leaves «open» lists. */
  final: readonly S[];
  edges: Record<A, Edge<S>>;
}

/** Types a workflow literal: a wrong state name does not compile. */
export function defineWorkflow<const S extends string, const A extends string>(
  states: readonly S[],
  rest: { name: string; initial: NoInfer<S>; final: readonly NoInfer<S>[]; edges: Record<A, Edge<NoInfer<S>>> },
): Workflow<S, A> {
  return { states, ...rest };
}

/** All actions of a workflow, in the order they are written. */
export function actionsOf<S extends string, A extends string>(workflow: Workflow<S, A>): A[] {
  // reason: Object.keys widens to string; the record's keys are exactly A
  return Object.keys(workflow.edges) as A[];
}

/** Whether `action` exists and may be taken while in `state`. */
export function edgeFrom<S extends string, A extends string>(workflow: Workflow<S, A>, state: S, action: A): Edge<S> | undefined {
  // Actions come from outside: «constructor» is none.
  const edge = Object.hasOwn(workflow.edges, action) ? workflow.edges[action] : undefined;
  return edge?.from.includes(state) ? edge : undefined;
}

/**
 * The state after `action`, or `state` itself when the engine decides the outcome.
 *
 * @throws DomainError `invalid_transition` for a missing edge, `bad_input` for a missing reason
 */
export function nextState<S extends string, A extends string>(workflow: Workflow<S, A>, state: S, action: A, reason = ""): S {
  const edge = edgeFrom(workflow, state, action);
  if (!edge) {
    throw new DomainError("invalid_transition", `${workflow.name}: cannot ${action} while ${state}`, {
      params: { state, action },
    });
  }
  if (edge.needsReason && !reason.trim()) {
    throw new DomainError("bad_input", `a reason is needed to ${action}`, { fields: [{ field: "reason", code: "required" }] });
  }
  return edge.to ?? state;
}
