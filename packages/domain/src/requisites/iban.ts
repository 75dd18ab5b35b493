import { bareCode, cyrillicIn, refused } from "./check.ts";
import type { Checked } from "./check.ts";

const KZ_LENGTH = 20;
const SHORTEST = 15;
const LONGEST = 34;

/**
 * Checks an account number (ИИК) by structure and check digits; spaces and case are forgiven.
 *
 * @param country `KZ` for residents; `any` also takes accounts of foreign banks
 */
export function checkIban(text: string, country: "KZ" | "any" = "KZ"): Checked {
  const iban = bareCode(text);
  if (iban === "") return refused("ibanEmpty");
  const cyrillic = cyrillicIn(iban);
  if (cyrillic !== undefined) return refused("ibanCyrillic", { letter: cyrillic });
  if (/[^A-Z0-9]/.test(iban)) return refused("ibanCharacters");
  if (!/^[A-Z]{2}/.test(iban) || (country === "KZ" && !iban.startsWith("KZ"))) return refused("ibanCountry");
  if (iban.startsWith("KZ") && iban.length !== KZ_LENGTH) return refused("ibanLength", { count: iban.length });
  if (iban.length < SHORTEST || iban.length > LONGEST) return refused("ibanLength", { count: iban.length });
  const structure = iban.startsWith("KZ") ? /^KZ\d{5}[A-Z0-9]{13}$/ : /^[A-Z]{2}\d{2}[A-Z0-9]+$/;
  if (!structure.test(iban)) return refused("ibanStructure");
  return remainder(iban) === 1 ? { ok: true, value: iban } : refused("ibanCheckDigits");
}

/** ISO 13616: first four characters to the end, letters to numbers, remainder of 97. */
function remainder(iban: string): number {
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** The three digits that name the bank inside a Kazakh account number. */
export function bankCodeOf(iban: string): string {
  return iban.slice(4, 7);
}

/** Groups of four, as printed: `KZ34 722S 0000 9000 0001`. */
export function formatIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, "$1 ");
}
