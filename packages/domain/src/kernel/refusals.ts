import { ALLOWED, noRight, refusedBy } from "./decision.ts";
import type { Decision } from "./decision.ts";

/** Every rule by which a person is refused; each has a sentence in namespace `refusals` of all three languages. */
export const REFUSAL_CODES = [
  // not this person's action
  "only_author",
  "only_answerer",
  "only_asked",
  "only_responsible",
  "only_author_or_responsible",
  "only_responsible_or_coordinator",
  "only_own_people",
  "only_author_or_coordinator",
  "only_coordinator",
  "only_queue_or_coordinator",
  "only_accountant",
  "only_author_or_accountant",
  "only_payer",
  "only_approver",
  "only_participant",
  "only_assignee",
  "only_reviewer",
  "only_setter_or_coordinator",
  "only_setter_coordinator_manager",
  "nobody_to_remind",
  "only_system",
  "never_signed",
  "only_after_approval",
  "comes_back_itself",
  "taken_already",
  "follows_request",
  "author_after_sending",
  "frozen",
  "record_finished",
  "not_visible",
  "no_permission",
  // segregation of duties
  "author_takes_own",
  "s1_author",
  "s1_subject",
  "s1_payee",
  "s1_changed",
  "s1_wrote",
  "s2_voter_pays",
  "s2_payer_waives",
  "s3_account_changer",
  "s3_open_invoice",
  "s4_plan_author",
  "s5_author",
  "s5_line_responsible",
  "s5_same_person",
  "s6_principal",
  "s6_voted_already",
  "s7_own_roles",
  "s7_own_substitution",
  "s7_own_head",
  "s8_second_person",
  "s8_confirmer",
  "s8_one_hand",
  "s8_first_day",
  "last_administrator",
  "auditor_reads_only",
  "contractor_ceiling",
  "own_result",
  // approvals
  "step_not_open",
  "voted_already",
  "vote_not_yours",
  "acted_after_vote",
  "substitution_not_covering",
  "barred_by_role",
  "payment_two_voters",
  "person_inactive",
  "not_of_rank",
  // roles as data
  "role_permission_unknown",
  "role_scope_unknown",
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Allowed when the relation or right holds; otherwise the button need not be shown. */
export function needs(holdsRight: boolean, rule: RefusalCode): Decision {
  return holdsRight ? ALLOWED : noRight(rule);
}

/** Refused by a rule the person should read. */
export function unless(broken: boolean, rule: RefusalCode): Decision {
  return broken ? refusedBy(rule) : ALLOWED;
}
