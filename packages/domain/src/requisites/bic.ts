import { bareCode, cyrillicIn, refused } from "./check.ts";
import type { Checked, Refused } from "./check.ts";
import { bankCodeOf } from "./iban.ts";

/** An entry of the directory of banks (`data/banks-kz.json`). Banks change names: match by code, never by name. */
export interface Bank {
  bic: string;
  code: string;
  name: string;
}

/** Checks the form of a bank's code (БИК): 8 characters, or 11 with a branch. */
export function checkBic(text: string): Checked {
  const bic = bareCode(text);
  if (bic === "") return refused("bicEmpty");
  const cyrillic = cyrillicIn(bic);
  if (cyrillic !== undefined) return refused("bicCyrillic", { letter: cyrillic });
  if (bic.length !== 8 && bic.length !== 11) return refused("bicLength", { count: bic.length });
  return /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(bic) ? { ok: true, value: bic } : refused("bicStructure");
}

/** The bank of a BIC, by its first eight characters. */
export function bankByBic(banks: readonly Bank[], bic: string): Bank | undefined {
  return banks.find((bank) => bank.bic === bic.slice(0, 8));
}

/** The bank an account number belongs to. */
export function bankByIban(banks: readonly Bank[], iban: string): Bank | undefined {
  return iban.startsWith("KZ") ? banks.find((bank) => bank.code === bankCodeOf(iban)) : undefined;
}

/**
 * Whether account and bank belong together: the strongest trap for a wrongly pasted requisite.
 *
 * Expects both already checked by themselves. A Kazakh bank must stand in the directory.
 */
export function bankMismatch(iban: string, bic: string, banks: readonly Bank[]): Refused | undefined {
  const isKazakhBank = bic.slice(4, 6) === "KZ";
  if (iban.startsWith("KZ") !== isKazakhBank) return refused("bicOtherCountry");
  if (!isKazakhBank) return undefined;
  const bank = bankByBic(banks, bic);
  if (!bank) return refused("bicUnknown", { bic });
  if (bank.code === bankCodeOf(iban)) return undefined;
  const owner = bankByIban(banks, iban);
  return owner ? refused("bicIbanMismatch", { bank: owner.name }) : refused("bicIbanUnknownBank", { code: bankCodeOf(iban) });
}
