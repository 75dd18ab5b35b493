import { ADMIN_QUEUE } from "@tartip/domain/access/candidates";
import { mayConfirmAccount } from "@tartip/domain/access/segregation";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { setAwaits, type Awaited } from "../../records/notices/awaits.ts";
import { tell } from "../../records/notices/tell.ts";
import { queueFor } from "../access/commands.ts";
import { boundByOpenInvoices } from "../invoices/questions.ts";
import { peopleWith } from "../people/questions.ts";
import { accountsOf } from "./questions.ts";

/** Of an account that was entered by somebody, who may be its second person now. */
export type SecondPeople = (enteredById: string) => { id: string; name: string }[];

/** Everybody who may confirm accounts of this supplier at this moment (S3); an open invoice may bind them later. */
export async function secondPeopleOf(db: Db | Tx, counterpartyId: string): Promise<SecondPeople> {
  const holders = await peopleWith(db, "bankAccount.confirm");
  const bound = await boundByOpenInvoices(db, counterpartyId);
  return (enteredById) => holders.filter(({ id }) => mayConfirmAccount(id, enteredById, bound).allowed);
}

/**
 * Who is awaited at the supplier: those who may confirm an account that waits for its second person; where nobody may, the
 * administrators, who can give the right to somebody else.
 *
 * @param entered the account that was just entered, whose second people are told
 */
export async function awaitSecondPerson(tx: Tx, ctx: Context, counterpartyId: string, entered?: string): Promise<void> {
  const waiting = (await accountsOf(tx, counterpartyId)).filter((account) => !account.confirmed);
  const secondPeople = waiting.length === 0 ? () => [] : await secondPeopleOf(tx, counterpartyId);
  const asked = waiting.map((account) => ({ account, people: secondPeople(account.enteredById) }));
  const people = new Set(asked.flatMap((one) => one.people.map(({ id }) => id)));
  const awaited = [...people].map((personId): Awaited => ({ personId, reason: "confirm_account" }));
  if (asked.some((one) => one.people.length === 0))
    awaited.push({ queueId: await queueFor(tx, ADMIN_QUEUE), reason: "confirm_account" });
  await setAwaits(tx, ctx, counterpartyId, awaited);
  const told = asked.find(({ account }) => account.id === entered)?.people ?? [];
  const notice = { recordId: counterpartyId, event: "account_to_confirm", why: "confirmer" } as const;
  await tell(tx, ctx, told.map(({ id }) => ({ ...notice, personId: id }))); // prettier-ignore
}
