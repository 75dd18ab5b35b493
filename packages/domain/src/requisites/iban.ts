import registry from "../../data/iban-registry.json" with { type: "json" };
import { bareCode, cyrillicIn, refused } from "./check.ts";
import type { Checked, Refused } from "./check.ts";

/** The registry of ISO 13616: length of the account numbers of each country, and the structure of what follows the check digits. */
const REGISTRY: Readonly<Record<string, { length: number; rest: string } | undefined>> = registry;

/** ISO 7064 makes check digits of 02 to 98 only: 00, 01 and 99 leave the same remainder as another pair. */
const CHECK_DIGITS = /^(?:0[2-9]|[1-8]\d|9[0-8])$/;

/**
 * Checks an account number (ИИК) by the structure of its country and by its check digits; spaces and case are forgiven.
 *
 * @param country `KZ` for residents; `any` also takes accounts of foreign banks
 */
export function checkIban(text: string, country: "KZ" | "any" = "KZ"): Checked {
  const iban = bareCode(text);
  if (iban === "") return refused("ibanEmpty");
  const cyrillic = cyrillicIn(iban);
  if (cyrillic !== undefined) return refused("ibanCyrillic", { letter: cyrillic });
  if (/[^A-Z0-9]/.test(iban)) return refused("ibanCharacters");
  const code = /^[A-Z]{2}/.exec(iban)?.[0];
  if (code === undefined || (country === "KZ" && code !== "KZ")) return refused("ibanCountry");
  const wrong = structureProblem(iban, code);
  if (wrong) return wrong;
  return CHECK_DIGITS.test(iban.slice(2, 4)) && remainder(iban) === 1 ? { ok: true, value: iban } : refused("ibanCheckDigits");
}

function structureProblem(iban: string, code: string): Refused | null {
  const known = REGISTRY[code];
  if (!known) return refused("ibanUnknownCountry", { country: code });
  const { length: expected, rest } = known;
  const count = iban.length;
  if (count !== expected)
    return code === "KZ" ? refused("ibanLength", { count }) : refused("ibanLengthAbroad", { country: code, expected, count });
  if (/^..\d\d/.test(iban) && new RegExp(rest).test(iban.slice(4))) return null;
  return code === "KZ" ? refused("ibanStructure") : refused("ibanStructureAbroad", { country: code });
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
