import type { RecordFacts } from "../access/visibility.ts";
import type { ChecklistItem } from "../requests/facts.ts";
import type { ReminderFacts } from "../kernel/reminders.ts";
import type { TaskState } from "./workflow.ts";

/** What a task's type or step demands of its result. */
export interface ResultDemands {
  file: boolean;
  /** Least number of files; 0 when any or none will do. */
  minFiles: number;
  /** Whether a link counts as little as words: a paper must be kept. */
  fileOnly: boolean;
  /** Whether the request asks for its file further on (a gate of the type): without it the request would not end. */
  gated: boolean;
  /** Field keys of the request this step must see filled (`requiredAtStep`) and that still are empty. */
  missingFields: readonly string[];
}

/** Everything the rules of a task look at. */
export interface TaskFacts {
  id: string;
  state: TaskState;
  record: RecordFacts;
  assigneeId: string | null;
  setterId: string;
  /** From `reviewerOf`; null when nobody checks the result. */
  reviewerId: string | null;
  handedInById: string | null;
  queueId: string | null;
  /** The assignee's manager and those above. */
  managerIds: readonly string[];
  /** Whether it is a part of another task. */
  isPart: boolean;
  /** Who may not do this step at all (`notBy`, `notHolding`), e.g. the voters of a payment. */
  barredIds: readonly string[];
  /** Who did the work that it accepts: nobody accepts their own result. */
  doersBeforeIds: readonly string[];
  /**
   * The record it belongs to: says who coordinates, whether that record is still open, and whether a task of this sort would be
   * opened there now (a step only while its request is worked on).
   */
  parent: { record: RecordFacts; isOpen: boolean; opens: boolean } | null;
  /** Whether the task it is a part of has been handed in or is over. */
  wholeOver: boolean;
  /** Who is awaited at it, and when they may be reminded. */
  reminder: ReminderFacts;
  /** Predecessors not yet done. */
  /** What has to be done before; no title of what the reader may not see. */
  openPredecessors: readonly { id: string; title: string | null }[];
  openSubtasks: readonly { id: string; title: string }[];
  checklist: readonly ChecklistItem[];
  demands: ResultDemands;
  fileCount: number;
  linkCount: number;
  /** «Что сделано», as handed in now. */
  result: string;
  /** The fact that closes it, when no hand-in does. */
  completesBy: string | null;
  acceptance: boolean;
  /** Its step does not apply, so that it was cancelled by the graph. */
  skipped: boolean;
}

/** Who checks a result: the setter, else the request's responsible, else the manager; nobody checks themselves. */
export function reviewerOf(
  assigneeId: string | null,
  chain: { review: boolean; setterId: string | null; responsibleId: string | null; managerId: string | null },
): string | null {
  if (!chain.review) return null;
  const reviewer = chain.setterId ?? chain.responsibleId ?? chain.managerId;
  return reviewer === assigneeId ? null : reviewer;
}
