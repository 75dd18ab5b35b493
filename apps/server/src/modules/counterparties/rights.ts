import { covers, grantsFor, holds } from "@tartip/domain/access/grants";
import type { Actor } from "@tartip/domain/access/actor";

/** Rights of which any one shows the whole card; the base right shows the name alone. */
const WHOLE = ["counterparty.manage", "bankAccount.manage", "bankAccount.confirm", "invoice.read", "payment.read", "payment.run"];

export function seesWholeCard(actor: Actor): boolean {
  if (actor.external) return false;
  return (
    WHOLE.some((permission) => holds(actor, permission)) ||
    grantsFor(actor, "counterparty.read").some((grant) => grant.scope === "all")
  );
}

/** Only finance sees whole account numbers; everybody else sees the last four characters. */
export function seesAccountNumbers(actor: Actor): boolean {
  return ["bankAccount.manage", "bankAccount.confirm", "payment.run"].some((permission) => covers(actor, permission));
}

export function mayManage(actor: Actor): boolean {
  return covers(actor, "counterparty.manage");
}

export function mayEnterAccount(actor: Actor): boolean {
  return covers(actor, "counterparty.manage") || covers(actor, "bankAccount.manage");
}

export function mayConfirmAccounts(actor: Actor): boolean {
  return covers(actor, "bankAccount.confirm");
}
