import type { Actor } from "../access/actor.ts";
import { covers } from "../access/grants.ts";
import { mayPay, mayWaiveRest } from "../access/segregation.ts";
import { firstRefusal, noRight } from "../kernel/decision.ts";
import type { Decision } from "../kernel/decision.ts";
import { needs, unless } from "../kernel/refusals.ts";
import { targetOf } from "../requests/policy.ts";
import type { InvoiceFacts } from "./facts.ts";
import { FOLLOWS_REQUEST, invoiceWorkflow } from "./workflow.ts";
import type { InvoiceAction } from "./workflow.ts";

type Rule = (actor: Actor, facts: InvoiceFacts) => Decision;

const isAccountant = (actor: Actor, facts: InvoiceFacts): boolean => covers(actor, "invoice.manage", targetOf(facts.record));

/** Treasurer or accountant, told by right rather than by name of role. */
function isPayer(actor: Actor, facts: InvoiceFacts): boolean {
  const target = targetOf(facts.record);
  return covers(actor, "payment.run", target) || covers(actor, "payment.markPaid", target);
}

const byAuthorOrAccountant: Rule = (actor, facts) =>
  needs(facts.record.authorId === actor.id || isAccountant(actor, facts), "only_author_or_accountant");
const byAccountant: Rule = (actor, facts) => needs(isAccountant(actor, facts), "only_accountant");
const byAccountantWhoDidNotPay: Rule = (actor, facts) =>
  firstRefusal(byAccountant(actor, facts), mayWaiveRest(actor.id, facts.payerIds));
const byPayer: Rule = (actor, facts) => needs(isPayer(actor, facts), "only_payer");
const byPayerWhoDidNotVote: Rule = (actor, facts) => firstRefusal(byPayer(actor, facts), mayPay(actor.id, facts.voterIds));
const byApprover: Rule = (actor, facts) => needs(facts.openStepCandidateIds.includes(actor.id), "only_approver");

const RULES: Record<InvoiceAction, Rule> = {
  sendForApproval: byAuthorOrAccountant,
  finishApproval: () => noRight("only_system"),
  return: byApprover,
  reject: byApprover,
  resubmit: byAuthorOrAccountant,
  recall: byAccountant,
  sendToPayment: byPayer,
  pay: byPayerWhoDidNotVote,
  paymentFailed: byPayerWhoDidNotVote,
  waiveRest: byAccountantWhoDidNotPay,
  refund: byPayerWhoDidNotVote,
  close: byAccountant,
  cancel: byAuthorOrAccountant,
  reopen: byAuthorOrAccountant,
};

/** Whether a person may take an action on an invoice they can read; one with a request is moved through it. */
export function decideInvoice(actor: Actor, facts: InvoiceFacts, action: InvoiceAction): Decision {
  if (actor.external) return noRight("contractor_ceiling");
  if (invoiceWorkflow.edges[action].automatic) return noRight("only_system");
  const follows = unless(facts.requestId !== null && FOLLOWS_REQUEST.includes(action), "follows_request");
  return firstRefusal(RULES[action](actor, facts), follows);
}
