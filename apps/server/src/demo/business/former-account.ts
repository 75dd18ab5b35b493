import { inTransaction } from "../../platform/db/transaction.ts";
import { addAccount, confirmAccount } from "../../modules/counterparties/commands.ts";
import type { App } from "../../platform/app.ts";
import { contextAs } from "../context.ts";
import type { Organisation } from "../organisation.ts";
import { idOf } from "../people.ts";

const SUPPLIER = "C014";
const FORMER = { iban: "KZ518562988099800014", bic: "KCJBKZKX", bankName: "", currency: "KZT" };

/** The supplier with an unconfirmed account was paid before, to an account that two people had confirmed. */
export async function seedFormerAccount(app: App, org: Organisation): Promise<void> {
  const counterpartyId = idOf(org.counterparties, SUPPLIER);
  const known = await app.db.selectFrom("bank_accounts").select("id").where("iban", "=", FORMER.iban).executeTakeFirst();
  if (known) return;
  const enters = await contextAs(app, idOf(org.people, "E008"), org.shift.at("2025-10-06", "11:10"));
  const confirms = await contextAs(app, idOf(org.people, "E007"), org.shift.at("2025-10-08", "15:10"));
  await inTransaction(app, async (tx) => {
    const id = await addAccount(tx, enters, counterpartyId, FORMER);
    await confirmAccount(tx, confirms, counterpartyId, id);
  });
}
