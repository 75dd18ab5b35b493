import { headOf, managersAbove, personOf } from "./organisation.ts";
import type { OrgSnapshot } from "./organisation.ts";

/** What of a record says who can be asked to rework it. */
export interface Answered {
  authorId: string;
  assigneeId: string | null;
  departmentId: string | null;
}

/**
 * Who answers for a record: its author; of one who left, the responsible, the head of its department, the managers above the
 * author, at the top the owner's stand-in. Absence changes nothing: named work waits for its person.
 */
export function answererOf(org: OrgSnapshot, { authorId, assigneeId, departmentId }: Answered): string {
  const line = [authorId, assigneeId, headOf(org, departmentId), ...managersAbove(org, authorId), org.ownerStandInId];
  const works = (id: string | null): id is string => {
    const person = personOf(org, id);
    return person !== undefined && person.active && !person.external;
  };
  return line.find(works) ?? authorId;
}
