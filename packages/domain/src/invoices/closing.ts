import { demand } from "../kernel/blockers.ts";
import type { Blocker } from "../kernel/errors.ts";

/** Document kinds that prove what was paid for: act, waybill, electronic tax invoice. */
const CLOSING_KINDS: readonly string[] = ["act", "waybill", "esf"];

/** Only a closing document closes a paid invoice. @param kind of the document linked as closing; null when it is none */
export function closingBlockers(kind: string | null): Blocker[] {
  return demand(kind !== null && CLOSING_KINDS.includes(kind), "closing_kind_wrong");
}
