import { bareCode, refused } from "./check.ts";
import type { Checked } from "./check.ts";

const BUDGET_SECTION = "9";

/** Checks a payment purpose code (КНП) against the administrator's list, which changes by decree. */
export function checkKnp(text: string, codes: Iterable<string>): Checked<{ toBudget: boolean }> {
  const knp = bareCode(text);
  if (knp === "") return refused("knpEmpty");
  if (!/^\d{3}$/.test(knp)) return refused("knpShape");
  if (!new Set(codes).has(knp)) return refused("knpUnknown", { code: knp });
  return { ok: true, value: knp, toBudget: knp.startsWith(BUDGET_SECTION) };
}
