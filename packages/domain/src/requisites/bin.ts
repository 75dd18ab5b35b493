import { bareCode, refused } from "./check.ts";
import type { Checked } from "./check.ts";

/** What the twelve digits tell about their owner. */
export type BinIin =
  | { kind: "bin"; entity: "resident" | "non_resident" | "joint_sole_trader"; unit: BinUnit }
  | { kind: "iin"; birthDate: string | null };

/** The owner of a BIN: the company itself or a part of it. `other` is accepted: the list is not closed. */
export type BinUnit = "head" | "branch" | "representation" | "farm" | "other";

const FIRST_WEIGHTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const SECOND_WEIGHTS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];
type Entity = Extract<BinIin, { kind: "bin" }>["entity"];

/** By the fifth digit. */
const ENTITIES = new Map<number, Entity>([
  [4, "resident"],
  [5, "non_resident"],
  [6, "joint_sole_trader"],
]);
const UNITS: readonly BinUnit[] = ["head", "branch", "representation", "farm"];

/**
 * Checks a BIN or an IIN, telling them apart by the fifth digit.
 *
 * `expected` refuses the other kind. A passed check does not prove that the owner exists.
 */
export function checkBinIin(text: string, expected?: "bin" | "iin"): Checked<BinIin> {
  const digits = bareCode(text);
  if (digits === "") return refused("binEmpty");
  const letter = /\D/u.exec(digits)?.[0];
  if (letter !== undefined) return refused("binLetters", { letter });
  if (digits.length !== 12) return refused("binLength", { count: digits.length });
  if (/^0+$/.test(digits)) return refused("binZeros");
  const owner = ownerOf(digits);
  if ("ok" in owner) return owner;
  const check = checkDigit(digits);
  if (check === 10) return refused("binNeverIssued");
  if (check !== Number(digits[11])) return refused("binCheckDigit");
  if (expected && owner.kind !== expected) return refused(expected === "bin" ? "binIsIin" : "iinIsBin");
  return { ok: true, value: digits, ...owner };
}

function checkDigit(digits: string): number {
  const sum = (weights: readonly number[]): number =>
    weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0) % 11;
  const first = sum(FIRST_WEIGHTS);
  return first === 10 ? sum(SECOND_WEIGHTS) : first;
}

function ownerOf(digits: string): BinIin | ReturnType<typeof refused> {
  const type = Number(digits[4]);
  if (type <= 3) return personOf(digits);
  const month = Number(digits.slice(2, 4));
  if (month < 1 || month > 12) return refused("binMonth", { month: digits.slice(2, 4) });
  const entity = ENTITIES.get(type);
  if (!entity) return refused("binType", { digit: type });
  return { kind: "bin", entity, unit: UNITS[Number(digits[5])] ?? "other" };
}

/** The seventh digit is the century and the sex; 0 occurs for some foreigners, whose birth date then stays unknown. */
function personOf(digits: string): BinIin | ReturnType<typeof refused> {
  const century = Number(digits[6]);
  if (century > 6) return refused("iinCentury", { digit: century });
  const [year, month, day] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)];
  if (century === 0) {
    // Any leap year will do: only impossible months and days can be refused.
    return isDate(`2000-${month}-${day}`) ? { kind: "iin", birthDate: null } : refused("iinDate", { date: `${day}.${month}` });
  }
  const birthDate = `${17 + Math.ceil(century / 2)}${year}-${month}-${day}`;
  return isDate(birthDate)
    ? { kind: "iin", birthDate }
    : refused("iinDate", { date: birthDate.split("-").toReversed().join(".") });
}

function isDate(iso: string): boolean {
  const ms = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(iso);
}
