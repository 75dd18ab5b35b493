import { mayConfirmAccount } from "@tartip/domain/access/segregation";
import { enforce } from "@tartip/domain/kernel/decision";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { needs } from "@tartip/domain/kernel/refusals";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { lockRecord, patchRecord } from "../../records/record.ts";
import { boundByOpenInvoices } from "../invoices/questions.ts";
import { accountOf, counterpartyOf, type Account } from "./questions.ts";
import { bankDirectory, checkAccount, type AccountRequisites } from "./requisites.ts";
import { mayConfirmAccounts, mayEnterAccount } from "./rights.ts";
import { awaitSecondPerson } from "./second-person.ts";

/**
 * Enters an account. It works only after a second person of finance confirms it (S3); a changed account is a new one,
 * so the old one is named in `replacesId` and retired.
 *
 * @throws DomainError `not_found`, `forbidden`, `bad_input`
 */
export async function addAccount(
  tx: Tx,
  ctx: Context,
  counterpartyId: string,
  input: AccountRequisites & { replacesId?: string },
): Promise<string> {
  await lockRecord(tx, counterpartyId, "counterparty");
  const owner = await counterpartyOf(tx, counterpartyId);
  if (!owner) throw notFound("counterparty");
  enforce(needs(mayEnterAccount(ctx.actor), "no_permission"));
  const { replacesId, ...typed } = input;
  const account = checkAccount(typed, owner, await bankDirectory(tx));
  await refuseTwin(tx, counterpartyId, account);
  if (replacesId !== undefined) await retire(tx, ctx, await ownAccount(tx, counterpartyId, replacesId));
  const { id } = await tx
    .insertInto("bank_accounts")
    .values({
      counterparty_id: counterpartyId,
      iban: account.iban,
      bic: account.bic,
      bank_name: account.bankName,
      currency: account.currency,
      entered_by: ctx.actor.id,
      entered_at: ctx.now(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await written(tx, ctx, "account.entered", { ...account, id, counterpartyId });
  await awaitSecondPerson(tx, ctx, counterpartyId, id);
  return id;
}

/**
 * The second person's word: from now on money may go there.
 *
 * @throws DomainError `not_found`, `forbidden`, `segregation` (S3), `invalid_transition` when confirmed already
 */
export async function confirmAccount(tx: Tx, ctx: Context, counterpartyId: string, accountId: string): Promise<void> {
  await lockRecord(tx, counterpartyId, "counterparty");
  const account = await ownAccount(tx, counterpartyId, accountId);
  enforce(needs(mayConfirmAccounts(ctx.actor), "no_permission"));
  enforce(mayConfirmAccount(ctx.actor.id, account.enteredById, await boundByOpenInvoices(tx, counterpartyId)));
  if (account.confirmed) throw new DomainError("invalid_transition", "confirmed already");
  await tx
    .updateTable("bank_accounts")
    .set({ confirmed_by: ctx.actor.id, confirmed_at: ctx.now() })
    .where("id", "=", accountId)
    .execute();
  await written(tx, ctx, "account.confirmed", account);
  await awaitSecondPerson(tx, ctx, counterpartyId);
}

/** Takes an account out of use; what was paid to it stays. @throws DomainError `not_found`, `forbidden` */
export async function retireAccount(tx: Tx, ctx: Context, counterpartyId: string, accountId: string): Promise<void> {
  await lockRecord(tx, counterpartyId, "counterparty");
  const account = await ownAccount(tx, counterpartyId, accountId);
  enforce(needs(mayEnterAccount(ctx.actor), "no_permission"));
  await retire(tx, ctx, account);
  await awaitSecondPerson(tx, ctx, counterpartyId);
}

async function ownAccount(tx: Tx, counterpartyId: string, accountId: string): Promise<Account> {
  const account = await accountOf(tx, accountId);
  if (account?.counterpartyId !== counterpartyId || account.retired) throw notFound("account");
  return account;
}

async function retire(tx: Tx, ctx: Context, account: Account): Promise<void> {
  await tx.updateTable("bank_accounts").set({ retired_at: ctx.now() }).where("id", "=", account.id).execute();
  await written(tx, ctx, "account.retired", account);
}

async function refuseTwin(tx: Tx, counterpartyId: string, { iban, currency }: AccountRequisites): Promise<void> {
  const twin = await tx
    .selectFrom("bank_accounts")
    .select("id")
    .where("counterparty_id", "=", counterpartyId)
    .where("iban", "=", iban)
    .where("currency", "=", currency)
    .where("retired_at", "is", null)
    .executeTakeFirst();
  if (twin) throw new DomainError("bad_input", "the account stands already", { fields: [{ field: "iban", code: "taken" }] });
}

type Told = Pick<Account, "id" | "counterpartyId" | "iban" | "bic" | "currency">;

/** The journal tells accounts apart by their end: it is read by more people than may see the whole number. */
async function written(
  tx: Tx,
  ctx: Context,
  action: `account.${"entered" | "confirmed" | "retired"}`,
  { id, counterpartyId, iban, bic, currency }: Told,
): Promise<void> {
  await patchRecord(tx, ctx, counterpartyId, {});
  const after = { accountId: id, ends: iban.slice(-4), bic, currency };
  await audit(tx, ctx, {
    action: `counterparty.${action}`,
    entity: "counterparty",
    entityId: counterpartyId,
    recordId: counterpartyId,
    after,
  });
}
