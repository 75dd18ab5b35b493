import type { Db, Tx } from "../../platform/db/database.ts";
import { FORMS, type Form } from "./requisites.ts";

/** What the card holds and people set. */
export interface CounterpartyFields {
  name: string;
  form: Form;
  role: string;
  resident: boolean;
  /** BIN or IIN; null of a non-resident. */
  bin: string | null;
  taxId: string | null;
  kbe: string | null;
  vatPayer: boolean;
  defaultCostItemId: string | null;
  currency: string;
  phone: string | null;
  email: string | null;
}

export interface Counterparty extends CounterpartyFields {
  id: string;
  number: string | null;
  status: string;
  version: number;
}

/** A counterparty without its accounts; undefined when there is none. Asks nobody's rights. */
export async function counterpartyOf(db: Db | Tx, id: string): Promise<Counterparty | undefined> {
  const row = await db
    .selectFrom("counterparties as c")
    .innerJoin("records as r", "r.id", "c.id")
    .select([
      "c.id",
      "r.number",
      "r.status",
      "r.version",
      "c.name",
      "c.form",
      "c.role",
      "c.resident",
      "c.bin",
      "c.kbe",
      "c.currency",
    ])
    .select(["c.tax_id as taxId", "c.vat_payer as vatPayer", "c.default_cost_item_id as defaultCostItemId", "c.phone", "c.email"])
    .where("c.id", "=", id)
    .executeTakeFirst();
  return row && { ...row, form: FORMS.find((form) => form === row.form) ?? "other" };
}

export interface Account {
  id: string;
  counterpartyId: string;
  iban: string;
  bic: string;
  bankName: string;
  currency: string;
  confirmed: boolean;
  retired: boolean;
  enteredById: string;
  confirmedById: string | null;
}

function accounts(db: Db | Tx) {
  return db
    .selectFrom("bank_accounts")
    .select(["id", "counterparty_id as counterpartyId", "iban", "bic", "bank_name as bankName", "currency"])
    .select(["entered_by as enteredById", "confirmed_by as confirmedById", "retired_at as retiredAt", "entered_at as enteredAt"])
    .select("confirmed_at as confirmedAt");
}

/** One account by id, whatever its state. */
export async function accountOf(db: Db | Tx, accountId: string): Promise<Account | undefined> {
  const row = await accounts(db).where("id", "=", accountId).executeTakeFirst();
  return row && toAccount(row);
}

/** All accounts of a counterparty in use, newest first. */
export async function accountsOf(
  db: Db | Tx,
  counterpartyId: string,
): Promise<(Account & { enteredAt: Date; confirmedAt: Date | null })[]> {
  const rows = await accounts(db)
    .where("counterparty_id", "=", counterpartyId)
    .where("retired_at", "is", null)
    .orderBy("entered_at", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.map((row) => ({ ...toAccount(row), enteredAt: row.enteredAt, confirmedAt: row.confirmedAt }));
}

type Row = Awaited<ReturnType<ReturnType<typeof accounts>["executeTakeFirstOrThrow"]>>;

function toAccount({ retiredAt, confirmedAt, enteredAt: _enteredAt, ...row }: Row): Account {
  return { ...row, confirmed: confirmedAt !== null, retired: retiredAt !== null };
}
