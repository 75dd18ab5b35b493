import { bareCode, refused } from "./check.ts";
import type { Checked, Refused } from "./check.ts";

/** Code of beneficiary (КБе): residency and sector of the economy. */
export interface Kbe {
  resident: boolean;
  /** 1 central government … 7 private company, 8 non-profit, 9 person or sole trader. */
  sector: number;
}

const HOUSEHOLDS = 9;

/** Checks a two-digit КБе. */
export function checkKbe(text: string): Checked<Kbe> {
  const kbe = bareCode(text);
  if (kbe === "") return refused("kbeEmpty");
  if (!/^\d{2}$/.test(kbe)) return refused("kbeShape");
  const [residency, sector] = [Number(kbe[0]), Number(kbe[1])];
  if (residency !== 1 && residency !== 2) return refused("kbeResidency");
  if (sector === 0) return refused("kbeSector");
  return { ok: true, value: kbe, resident: residency === 1, sector };
}

/** Whether a valid КБе contradicts what is known of its owner: residency, and persons standing in sector 9 alone. */
export function kbeMismatch(kbe: string, owner: { resident: boolean; kind: "bin" | "iin" }): Refused | undefined {
  if (kbe.startsWith("1") !== owner.resident) return refused(owner.resident ? "kbeOwnerResident" : "kbeOwnerNonResident");
  const isHousehold = Number(kbe[1]) === HOUSEHOLDS;
  if (owner.kind === "iin" && !isHousehold) return refused("kbeOwnerPerson");
  return owner.kind === "bin" && isHousehold ? refused("kbeOwnerCompany") : undefined;
}

/** The КБе most owners of the kind have: a company 17 or 27, a person or sole trader 19 or 29. */
export function usualKbe(owner: { resident: boolean; kind: "bin" | "iin" }): string {
  return `${owner.resident ? 1 : 2}${owner.kind === "iin" ? HOUSEHOLDS : 7}`;
}
