import type { Blocker, BlockerFix } from "./errors.ts";
import { REMIND_AGAIN_WORK_HOURS, type ReminderFacts } from "./reminders.ts";

/** Every reason that can stop an action; each has a sentence in namespace `blockers` of all three languages. */
export const BLOCKER_CODES = [
  // forms and gates
  "field_required",
  "invoice_file_missing",
  "basis_missing",
  "basis_file_missing",
  "basis_kind_wrong",
  "basis_not_registered",
  "basis_in_form",
  "task_file_missing",
  "gate_missing",
  "checklist_open",
  // steps and approvals
  "task_open",
  "approval_needed",
  "nothing_to_approve",
  "round_open",
  "nothing_changed",
  "reminded_lately",
  "question_open",
  "no_question",
  "votes_void",
  "over_limit_undecided",
  // request and its invoices
  "responsible_missing",
  "invoice_missing",
  "invoice_not_approved",
  "invoice_unpaid",
  "payment_needed",
  "payment_not_filed",
  "payment_missing",
  "payment_goes_on",
  "filed_beside",
  "invoice_in_payment",
  "invoice_paid",
  "reopen_too_late",
  "work_missing",
  "work_not_done",
  "work_of_complainer",
  // tasks
  "task_blocked",
  "task_blocked_unseen",
  "result_missing",
  "result_file_missing",
  "result_files_few",
  "result_proof_missing",
  "result_proofs_few",
  "subtask_open",
  "closes_by_fact",
  "paper_needed",
  "field_needed",
  "whole_over",
  "request_rests",
  "record_closed",
  // invoices and payments
  "counterparty_missing",
  "counterparty_bin_invalid",
  "amount_not_positive",
  "split_differs",
  "duplicate_certain",
  "duplicate_reason_missing",
  "doubt_vat_from_non_payer",
  "doubt_vat_rate_of_other_day",
  "doubt_basis_after_invoice",
  "doubt_basis_expired",
  "doubt_basis_exceeded",
  "account_missing",
  "account_unconfirmed",
  "account_changed",
  "knp_missing",
  "cell_missing",
  "payment_date_missing",
  "payment_amount_wrong",
  "payment_number_missing",
  "overpayment",
  "already_paid",
  "refund_too_big",
  "nothing_paid",
  "leave_overlaps",
  "leave_taken",
  "closing_document_missing",
  "closing_kind_wrong",
  // documents
  "document_file_missing",
  "document_contract_missing",
  "last_file_stays",
  "last_day_missing",
  "last_day_past",
  // shared parts of a record and plans
  "checklist_item_required",
  "draft_is_private",
  "plan_below_reserved",
  "budget_month_closed",
  // lists of the company
  "people_work_here",
  "projects_here",
  "departments_below",
  "items_below",
] as const;

export type BlockerCode = (typeof BLOCKER_CODES)[number];

/** A blocker by its code; `params` name fields, tasks and records by key or number, never by a ready sentence. */
export function blocker(code: BlockerCode, fix?: BlockerFix, params?: Blocker["params"]): Blocker {
  return { code, ...(fix && { fix }), ...(params && { params }) };
}

/** The blocker as a list when the condition fails, else nothing: guards read as a list of demands. */
export function demand(satisfied: boolean, code: BlockerCode, fix?: BlockerFix, params?: Blocker["params"]): Blocker[] {
  return satisfied ? [] : [blocker(code, fix, params)];
}

/** Those awaited are not reminded again and again: some working hours pass between two reminders. */
export function remindedLately({ againAt }: ReminderFacts): Blocker[] {
  return demand(againAt === null, "reminded_lately", undefined, { count: REMIND_AGAIN_WORK_HOURS });
}
