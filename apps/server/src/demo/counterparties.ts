import type { App } from "../platform/app.ts";
import type { Tx } from "../platform/db/database.ts";
import { inTransaction } from "../platform/db/transaction.ts";
import { addAccount, confirmAccount, createCounterparty } from "../modules/counterparties/commands.ts";
import { COMPANY, type Shift } from "./company.ts";
import { contextAs } from "./context.ts";
import { idOf, type Ids } from "./people.ts";

export interface Counterparties {
  counterparties: Ids;
  /** Code of the counterparty → its account. */
  accounts: Ids;
}

type Item = (typeof COMPANY.counterparties)[number];

const ENTERED_BY = "E008";
const CONFIRMED_BY = "E007";
const ENTERED_ON = "2025-10-06";
const CONFIRMED_ON = "2025-10-08";

/** Counterparties by the commands people use: one accountant enters, another confirms what the data calls verified. */
export async function seedCounterparties(app: App, shift: Shift, people: Ids): Promise<Counterparties> {
  const costItems = await codes(app.db.selectFrom("cost_items").select(["id", "code"]).execute());
  const enters = await contextAs(app, idOf(people, ENTERED_BY), shift.at(ENTERED_ON, "11:00"));
  const confirms = await contextAs(app, idOf(people, CONFIRMED_BY), shift.at(CONFIRMED_ON, "15:00"));
  const known = await codes(app.db.selectFrom("counterparties").select(["id", "code"]).execute());
  for (const item of COMPANY.counterparties) {
    if (known.has(item.id)) continue;
    await inTransaction(app, async (tx) => {
      const id = await createCounterparty(tx, enters, toInput(item, idOf(costItems, item.defaultCostItem)));
      const account = await addAccount(tx, enters, id, { ...accountOf(item), currency: item.currency });
      if (item.verified) await confirmAccount(tx, confirms, id, account);
    });
  }
  await linkContractors(app, people);
  return readCounterparties(app);
}

function toInput(item: Item, defaultCostItemId: string) {
  return {
    code: item.id,
    name: item.name,
    form: formOf(item.form),
    role: item.kind,
    resident: item.resident,
    bin: item.bin ?? item.iin ?? null,
    taxId: item.taxId ?? null,
    kbe: item.kbe,
    vatPayer: item.vatPayer,
    defaultCostItemId,
    currency: item.currency,
  };
}

function formOf(form: string): "too" | "ao" | "ip" | "foreign" {
  return form === "ao" || form === "ip" || form === "foreign" ? form : "too";
}

function accountOf({ account }: Item): { iban: string; bic: string; bankName: string } {
  return { iban: account.iban ?? account.number ?? "", bic: account.bic, bankName: account.bank };
}

/** People of a contractor's company are known by it. */
async function linkContractors(app: App, people: Ids): Promise<void> {
  const { counterparties } = await readCounterparties(app);
  await inTransaction(app, async (tx) => {
    for (const { id, counterpartyId } of COMPANY.employees)
      if (counterpartyId) await link(tx, idOf(people, id), idOf(counterparties, counterpartyId));
  });
}

async function link(tx: Tx, personId: string, counterpartyId: string): Promise<void> {
  await tx.updateTable("people").set({ counterparty_id: counterpartyId }).where("id", "=", personId).execute();
}

/** What was seeded, by the data's codes. */
async function readCounterparties(app: App): Promise<Counterparties> {
  const counterparties = await codes(app.db.selectFrom("counterparties").select(["id", "code"]).execute());
  const accounts = await codes(
    app.db
      .selectFrom("bank_accounts as a")
      .innerJoin("counterparties as c", "c.id", "a.counterparty_id")
      .select(["a.id", "c.code"])
      .where("a.retired_at", "is", null)
      .execute(),
  );
  return { counterparties, accounts };
}

/** Rows with a code of the data as a map; others are somebody's own. */
export async function codes(rows: Promise<{ id: string; code: string | null }[]>): Promise<Ids> {
  return new Map((await rows).flatMap(({ id, code }) => (code === null ? [] : [[code, id] as const])));
}
