import type { RecordFacts } from "@tartip/domain/access/visibility";

/** A row of `participants` as the case queries bring it. */
export interface Participation {
  personId: string;
  role: string;
}

/** The participation rows as the read policy groups them; `records/visibility.ts` groups the same in SQL. */
export function peopleFacts(
  people: readonly Participation[],
): Pick<RecordFacts, "participantIds" | "watcherIds" | "approverIds" | "taskAssigneeIds"> {
  const having = (...roles: string[]): string[] => people.filter((one) => roles.includes(one.role)).map((one) => one.personId);
  return {
    participantIds: having("contractor", "mentioned", "reviewer", "watcher"),
    watcherIds: having("watcher"),
    approverIds: having("approver"),
    taskAssigneeIds: having("task"),
  };
}
