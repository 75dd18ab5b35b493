import { DomainError, type FieldError } from "@tartip/domain/kernel/errors";
import { bankByBic, bankMismatch, checkBic, type Bank } from "@tartip/domain/requisites/bic";
import { checkBinIin } from "@tartip/domain/requisites/bin";
import type { Refused } from "@tartip/domain/requisites/check";
import { checkIban } from "@tartip/domain/requisites/iban";
import { checkKbe, kbeMismatch, usualKbe } from "@tartip/domain/requisites/kbe";
import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";

/** Legal forms: company, joint-stock company, sole trader, person, state body, other resident body, foreign. */
export const FORMS = ["too", "ao", "ip", "person", "state", "other", "foreign"] as const;
export type Form = (typeof FORMS)[number];

export interface OwnerRequisites {
  form: Form;
  resident: boolean;
  bin: string | null;
  taxId: string | null;
  kbe: string | null;
}

export interface AccountRequisites {
  iban: string;
  bic: string;
  bankName: string;
  currency: string;
}

const PEOPLE: readonly Form[] = ["ip", "person"];
/** Domestic accounts of other countries that have no IBAN. */
const FOREIGN_ACCOUNT = /^[0-9A-Z]{5,34}$/;
const FOREIGN_BANK = /^[0-9A-Z]{6,12}$/;

/**
 * The canonical requisites of an owner: a resident has a valid BIN or IIN, a non-resident a tax number; КБе fits the owner
 * and is supplied where it is empty.
 *
 * @throws DomainError `bad_input` with every broken field
 */
export function checkOwner(input: OwnerRequisites): OwnerRequisites {
  const errors: FieldError[] = [];
  const kind = PEOPLE.includes(input.form) ? "iin" : "bin";
  const bin = input.resident ? readBin(input.bin, kind, errors) : null;
  const taxId = input.taxId?.trim() || null;
  if (!input.resident && taxId === null) errors.push({ field: "taxId", code: "required" });
  if (input.resident === (input.form === "foreign")) errors.push({ field: "resident", code: "residentForm" });
  const kbe = readKbe(input, kind, errors);
  if (errors.length > 0) throw new DomainError("bad_input", "requisites refused", { fields: errors });
  return { ...input, bin, taxId: input.resident ? null : taxId, kbe };
}

function readBin(text: string | null, kind: "bin" | "iin", errors: FieldError[]): string | null {
  const checked = checkBinIin(text ?? "", kind);
  if (checked.ok) return checked.value;
  errors.push(fieldError("bin", checked));
  return null;
}

function readKbe(input: OwnerRequisites, kind: "bin" | "iin", errors: FieldError[]): string {
  const owner = { resident: input.resident, kind };
  if (!input.kbe) return usualKbe(owner);
  const checked = checkKbe(input.kbe);
  const refusal = checked.ok ? kbeMismatch(checked.value, owner) : checked;
  if (refusal) errors.push(fieldError("kbe", refusal));
  return checked.ok ? checked.value : "";
}

/**
 * The canonical account of an owner: number and bank each right by themselves and belonging together.
 *
 * @throws DomainError `bad_input` with every broken field
 */
export function checkAccount(input: AccountRequisites, owner: { resident: boolean }, banks: readonly Bank[]): AccountRequisites {
  const bare = input.iban.replace(/[\s-]/g, "").toUpperCase();
  const hasIban = owner.resident || /^[A-Z]{2}\d{2}/.test(bare);
  if (!hasIban) return checkForeign(input, bare);
  const iban = checkIban(input.iban, owner.resident ? "KZ" : "any");
  const bic = checkBic(input.bic);
  const errors = [...(iban.ok ? [] : [fieldError("iban", iban)]), ...(bic.ok ? [] : [fieldError("bic", bic)])];
  const mismatch = iban.ok && bic.ok ? bankMismatch(iban.value, bic.value, banks) : undefined;
  if (mismatch) errors.push(fieldError("bic", mismatch));
  if (!iban.ok || !bic.ok || errors.length > 0) throw new DomainError("bad_input", "account refused", { fields: errors });
  const bankName = bankByBic(banks, bic.value)?.name ?? input.bankName.trim();
  return { iban: iban.value, bic: bic.value, bankName, currency: input.currency };
}

/** Countries without IBAN: only the form can be looked at. */
function checkForeign(input: AccountRequisites, number: string): AccountRequisites {
  const bic = input.bic.replace(/\s/g, "").toUpperCase();
  const errors: FieldError[] = [];
  if (!FOREIGN_ACCOUNT.test(number)) errors.push({ field: "iban", code: "ibanCharacters" });
  if (!FOREIGN_BANK.test(bic)) errors.push({ field: "bic", code: "bicStructure" });
  if (input.bankName.trim() === "") errors.push({ field: "bankName", code: "required" });
  if (errors.length > 0) throw new DomainError("bad_input", "account refused", { fields: errors });
  return { iban: number, bic, bankName: input.bankName.trim(), currency: input.currency };
}

function fieldError(field: string, { code, params }: Refused): FieldError {
  return { field, code, ...(params && { params }) };
}

/** The directory of banks as the administrator keeps it. */
export async function bankDirectory(db: Db | Tx): Promise<Bank[]> {
  return db
    .selectFrom("code_lists")
    .select(["code as bic", sql<string>`value ->> 'code'`.as("code"), sql<string>`value ->> 'name'`.as("name")])
    .where("list", "=", "bank")
    .execute();
}
