import { headOf, managersAbove, personOf } from "./organisation.ts";
import type { OrgSnapshot } from "./organisation.ts";

/** What of a record says who can be asked to rework it. */
export interface Answered {
  authorId: string;
  assigneeId: string | null;
  departmentId: string | null;
}

export interface AnswererLimits {
  /** Of a record that is not shown to those above: who is asked instead of them, in this order; absent for any other record. */
  own?: readonly (string | null)[] | undefined;
  /** Not this person if anybody else can: who asked does not answer themselves. */
  passOver?: string | null;
}

/**
 * Who answers for a record: its author; of one who left, the responsible, the head of its department, the managers above the
 * author, at the top the owner's stand-in. Absence changes nothing: named work waits for its person.
 */
export function answererOf(org: OrgSnapshot, record: Answered, { own, passOver = null }: AnswererLimits = {}): string {
  const line = answerersInTurn(org, record, own);
  return line.find((id) => id !== passOver) ?? line[0] ?? record.authorId;
}

/** All who could answer for it today, the first of them first. */
export function answerersInTurn(
  org: OrgSnapshot,
  { authorId, assigneeId, departmentId }: Answered,
  own?: AnswererLimits["own"],
): string[] {
  const above = own ?? [headOf(org, departmentId), ...managersAbove(org, authorId), org.ownerStandInId];
  const works = (id: string | null): id is string => {
    const person = personOf(org, id);
    return person !== undefined && person.active && !person.external;
  };
  return [authorId, assigneeId, ...above].filter(works);
}
