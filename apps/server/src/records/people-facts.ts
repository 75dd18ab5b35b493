import { PARTICIPATION, type RecordFacts } from "@tartip/domain/access/visibility";

/** A row of `participants` as the case queries bring it. */
export interface Participation {
  personId: string;
  role: string;
}

/** The participation rows as the read policy groups them. */
export function peopleFacts(
  people: readonly Participation[],
): Pick<RecordFacts, "participantIds" | "watcherIds" | "approverIds" | "taskAssigneeIds"> {
  const having = (roles: readonly string[]): string[] =>
    people.filter((one) => roles.includes(one.role)).map((one) => one.personId);
  return {
    participantIds: having(PARTICIPATION.participant),
    watcherIds: having(PARTICIPATION.watcher),
    approverIds: having(PARTICIPATION.approver),
    taskAssigneeIds: having(PARTICIPATION.taskAssignee),
  };
}
