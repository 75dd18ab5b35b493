import type { TFunction } from "i18next";
import { blockedBecause } from "../../lib/errors.ts";
import type { WebBlocker } from "../../lib/errors.ts";
import type { BlockedBecause } from "../../ui/action/ActionButton.tsx";
import { recordAddress } from "../../lib/kinds.ts";

/** An action of any record as the server lists it. */
export interface RecordAction {
  action: string;
  allowed: boolean;
  needsReason: boolean;
  blockers: readonly WebBlocker[];
}

/** Whether the reader can do something about it: an answer without a question is not offered at all. */
export function isOffered({ blockers }: RecordAction): boolean {
  return !blockers.some(({ code }) => code === "no_question" || code.startsWith("rule."));
}

/** Where the actions of a record stand. */
export interface PlacedActions {
  /** As buttons, the first that is possible coloured. */
  main: readonly RecordAction[];
  primary: RecordAction | undefined;
  /** Behind «…». */
  rest: readonly RecordAction[];
  /** Not possible yet: the last ones behind «…», each with its reason. */
  locked?: readonly RecordAction[];
}

/** The server's actions in their places: `order` as buttons, of the rest what is possible behind «…». */
export function placeActions(actions: readonly RecordAction[], order: readonly string[]): PlacedActions {
  const offered = actions.filter(isOffered);
  const main = order.flatMap((name) => offered.filter(({ action }) => action === name));
  const rest = offered.filter(({ action, allowed }) => allowed && !order.includes(action));
  return { main, primary: main.find(({ allowed }) => allowed), rest };
}

/** What leads to the request of a payment that is missing. */
const PAYMENT: readonly string[] = ["payment_needed", "payment_not_filed"];

/** Everything that stands in the way, each with the way to its cure; a task leads to its page. */
export function reasonsOf(blockers: readonly WebBlocker[], t: TFunction): BlockedBecause[] {
  return blockers.map((blocker) => {
    const { fix } = blocker;
    // The server says it in the reader's language, with the names of this very record.
    const told = blockedBecause(blocker, t);
    if (fix?.kind === "task") return { ...told, href: recordAddress("task", fix.target) };
    if (fix?.kind === "record" && blocker.code.startsWith("invoice_"))
      return { ...told, href: recordAddress("invoice", fix.target) };
    if (fix?.kind === "record" && PAYMENT.includes(blocker.code)) return { ...told, href: recordAddress("request", fix.target) };
    return told;
  });
}
