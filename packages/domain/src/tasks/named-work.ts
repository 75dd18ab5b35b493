import { appliesAnyApproval, type Holds } from "../approvals/steps.ts";
import { blocker, demand } from "../kernel/blockers.ts";
import type { Blocker } from "../kernel/errors.ts";
import type { RequestFacts, StepTask } from "../requests/facts.ts";

/** The work named with a reopening: a done task that is done again, or a new one. */
export interface NamedWork {
  taskId?: string | undefined;
  title?: string | undefined;
  assigneeId?: string | undefined;
  /** Of the new task, or the new one of the task done again. */
  dueAt?: string | undefined;
}

/** A new task as whole as it must be: what, by whom and until when. */
interface NewWork {
  title: string;
  assigneeId: string;
  dueAt: string;
}

/** The new task that was named; nothing when a done task was, or not enough was said. */
export function newWorkOf({ taskId, title, assigneeId, dueAt }: NamedWork): NewWork | undefined {
  const what = title?.trim();
  if (taskId !== undefined || !what || assigneeId === undefined || dueAt === undefined) return undefined;
  return { title: what, assigneeId, dueAt };
}

/** Done tasks that somebody can do again: a fact closes the others, or nobody did them, or they only accept what others did. */
function tasksToRedo({ tasks }: RequestFacts): StepTask[] {
  return tasks.filter((task) => task.state === "done" && task.mayBeRedone);
}

/** What the named work lacks; nothing named at all is told by one sentence. */
export function workBlockers(facts: RequestFacts, named: NamedWork): Blocker[] {
  const { taskId } = named;
  if (taskId === undefined) return demand(newWorkOf(named) !== undefined, "work_missing");
  if (tasksToRedo(facts).some((task) => task.id === taskId)) return [];
  const known = facts.tasks.find((task) => task.id === taskId);
  return [blocker("work_not_done", undefined, { task: known?.title ?? "" })];
}

/** Nobody returns finished work to themselves: whoever is not content is not the one who mends it. */
export function returnsToSelf(named: NamedWork, doerOf: (taskId: string) => string | null, actorId: string): boolean {
  return (named.taskId === undefined ? named.assigneeId : doerOf(named.taskId)) === actorId;
}

/**
 * Whether a reopened request has nothing to do unless it is named: it would end again at once. A closed one never has. In a
 * rejected one the tasks that were cancelled with it come back, an approval is asked for again, and one that was
 * never accepted gets the tasks of its type.
 */
export function reopensWithoutWork(facts: RequestFacts, holds: Holds): boolean {
  if (facts.state === "closed") return true;
  const { graph } = facts;
  const applies = ({ stepKey }: StepTask): boolean => {
    const when = graph.steps.find((step) => step.key === stepKey)?.when;
    return when === undefined || holds(when);
  };
  if (facts.tasks.some((task) => task.comesBack && applies(task))) return false;
  const askedAgain = Object.fromEntries(
    graph.steps.flatMap(({ key, as }) => (as === "task" && facts.steps[key] ? [[key, facts.steps[key]]] : [])),
  );
  const unmade = graph.steps.some((step) => step.as === "task" && !facts.tasks.some((task) => task.stepKey === step.key));
  return !unmade && !appliesAnyApproval(graph, askedAgain, holds);
}
