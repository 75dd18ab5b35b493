import {
  IconBuildingStore,
  IconCalendar,
  IconChartPie2,
  IconCreditCard,
  IconFileText,
  IconInbox,
  IconSquareCheck,
} from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import { ruleOf, type Kind } from "@tartip/domain/kernel/kinds";
import type { TFunction } from "i18next";
import { APPROVAL, CLOSED, DONE, LOCKED, NEW, WAITS, WORK, type Look } from "./statusLooks.ts";

/** How a kind of record is drawn; its words stand in its own catalogue, `messages/<language>/kinds` of the texts. */
interface KindView {
  icon: Icon;
  /** Address of its section; a record's page lies below it. */
  page: string;
  /** Looks of the statuses that only this kind has; absent where its statuses have no words. */
  looks?: Readonly<Record<string, Look>>;
}

const KINDS = {
  request: {
    icon: IconInbox,
    page: "/requests",
    looks: { waiting: WAITS, waiting_payment: WAITS, waiting_paid: DONE, waiting_execution: WAITS },
  },
  task: { icon: IconSquareCheck, page: "/tasks", looks: { todo: NEW, blocked: LOCKED, submitted: APPROVAL } },
  invoice: { icon: IconCreditCard, page: "/invoices", looks: { received: NEW, approved: WAITS, in_payment: WORK, paid: DONE } },
  document: { icon: IconFileText, page: "/documents", looks: { signed: DONE, expired: CLOSED } },
  meeting: { icon: IconCalendar, page: "/calendar" },
  budget_change: { icon: IconChartPie2, page: "/budgets" },
  counterparty: { icon: IconBuildingStore, page: "/counterparties" },
} as const satisfies Record<Kind, KindView>;

/** Kinds that can be searched for: those of which something happens. */
export const SEARCHED = Object.keys(KINDS)
  .filter(isKind)
  .filter((kind) => ruleOf(kind).journal.length > 0);

/** Kinds whose statuses have words and a look. */
export type SpokenKind = { [K in Kind]: (typeof KINDS)[K] extends { looks: object } ? K : never }[Kind];

/** Some of a kind's looks; a kind newer than this page has none. */
export function looksOf(kind: string): Readonly<Record<string, Look>> | undefined {
  return viewOf(kind)?.looks;
}

export function kindIcon(kind: string): Icon {
  return viewOf(kind)?.icon ?? IconFileText;
}

/** Address of a record's page. */
export function recordAddress(kind: string, id: string): string {
  return `${viewOf(kind)?.page ?? KINDS.request.page}/${id}`;
}

/** Whether the statuses of a kind have words. */
export function speaks(kind: string): kind is SpokenKind {
  return looksOf(kind) !== undefined;
}

/** A status in words; kinds without words of their own say nothing. */
export function statusWords(kind: string, status: string, t: TFunction): string {
  return speaks(kind) ? t(`status:${kind}.${status}`) : "";
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(KINDS, kind);
}

function viewOf(kind: string): KindView | undefined {
  return isKind(kind) ? KINDS[kind] : undefined;
}
