import { ruleOf, type KindAction } from "./kinds.ts";

/**
 * What the journal says was done, beside what is done to a record of some kind (`kinds.ts`). Closed, because rows of the
 * journal stay for ever and outsiders will be told by these names: a name is added, never changed or taken away.
 * An action of a workflow bears the name of its edge; everything else is said in the past tense.
 */
export const JOURNAL_OF_RECORDS = [
  "absence.cancelled",
  "absence.confirmed",
  "absence.created",
  "budget.difference_explained",
  "checklist.added",
  "checklist.moved",
  "checklist.removed",
  "checklist.renamed",
  "checklist.ticked",
  "checklist.unticked",
  "deadline.escalated",
  "deadline.paused",
  "file.added",
  "file.removed",
  "file.replaced",
  "file.shared",
  "link.added",
  "link.removed",
  "payment.recorded",
  "payment.refunded",
  "substitution.cancelled",
  "substitution.confirmed",
  "substitution.created",
  "substitution.declined",
  "watcher.added",
  "watcher.removed",
] as const;

/** The same of what belongs to no record, or is told in its history by itself, as comments are. */
const JOURNAL_ELSEWHERE = [
  "branch.changed",
  "branch.created",
  "branch.retired",
  "branch.returned",
  "budget_line.changed",
  "budget_plan.approved",
  "budget_plan.entered",
  "comment.added",
  "comment.deleted",
  "comment.edited",
  "costItem.changed",
  "costItem.created",
  "costItem.retired",
  "costItem.returned",
  "department.changed",
  "department.created",
  "department.retired",
  "department.returned",
  "list.exported",
  "person.activated",
  "person.created",
  "person.deactivated",
  "person.first_admin_created",
  "person.inside_confirmed",
  "person.inside_declined",
  "person.inside_proposed",
  "person.password_changed",
  "person.password_link_made",
  "person.password_set",
  "person.preferences_set",
  "person.role_declined",
  "person.role_granted",
  "person.role_proposed",
  "person.role_revoked",
  "person.updated",
  "project.changed",
  "project.created",
  "project.retired",
  "project.returned",
  "rate.changed",
  "rate.created",
  "rate.removed",
  "session.all_ended",
  "session.ended",
  "session.opened",
  "session.sign_in_failed",
  "settings.changed",
  "settings.set_up_closed",
] as const;

export type JournalAction = KindAction | (typeof JOURNAL_OF_RECORDS)[number] | (typeof JOURNAL_ELSEWHERE)[number];

/** An action taken on a record of a kind, as the journal calls it. @throws Error when the kind does not list it */
export function journalAction(kind: string, action: string): JournalAction {
  if (!ruleOf(kind).journal.includes(action)) throw new Error(`the journal has no word for ${kind}.${action}`);
  // reason: just found in the list
  return `${kind}.${action}` as JournalAction;
}
