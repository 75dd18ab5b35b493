import type { Kind } from "@tartip/domain/kernel/kinds";
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

/** What kind of record a blocker speaks of; others lead nowhere but to the page they stand on. */
const RECORD_OF: readonly [RegExp, Kind, string][] = [
  [/^invoice_/u, "invoice", ""],
  [/^(payment_needed|payment_not_filed|account_changed)$/u, "request", ""],
  [/^counterparty_/u, "counterparty", ""],
  [/^account_unconfirmed$/u, "counterparty", "#accounts"],
  [/^basis_/u, "document", ""],
];

/** Where on a page, or on which other page, a blocker is cured; nothing where its reader can do nothing about it. */
export type PlaceOf = (blocker: WebBlocker) => string | undefined;

/**
 * Everything that stands in the way, each with the way to its cure: another record's page, or the place that `placeOf` knows.
 * A sentence without a way has no link.
 */
export function reasonsOf(blockers: readonly WebBlocker[], t: TFunction, placeOf: PlaceOf = () => undefined): BlockedBecause[] {
  return blockers.map((blocker) => reasonOf(blocker, t, placeOf));
}

/** The same of one. */
export function reasonOf(blocker: WebBlocker, t: TFunction, placeOf: PlaceOf = () => undefined): BlockedBecause {
  // The server says it in the reader's language, with the names of this very record.
  const { text, cure } = blockedBecause(blocker, t);
  const href = otherPage(blocker) ?? placeOf(blocker);
  return href === undefined ? { text } : { text, cure, href };
}

function otherPage({ code, fix }: WebBlocker): string | undefined {
  if (fix?.kind === "task") return UUID.test(fix.target) ? recordAddress("task", fix.target) : undefined;
  if (fix?.kind !== "record") return undefined;
  const [, kind, place] = RECORD_OF.find(([codes]) => codes.test(code)) ?? [];
  return kind && `${recordAddress(kind, fix.target)}${place}`;
}

/** A step whose task is not there yet is named by its key. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
