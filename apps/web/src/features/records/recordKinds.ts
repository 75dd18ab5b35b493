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
import type { TFunction } from "i18next";
import type { StatusKind } from "../../ui/statusLook.ts";

/** Drawing of each kind of record, as in the rail. */
const ICONS: Record<string, Icon> = {
  request: IconInbox,
  task: IconSquareCheck,
  invoice: IconCreditCard,
  document: IconFileText,
  meeting: IconCalendar,
  budget_change: IconChartPie2,
  counterparty: IconBuildingStore,
};

const PAGES: Record<string, string> = {
  request: "/requests",
  task: "/tasks",
  invoice: "/invoices",
  document: "/documents",
  counterparty: "/counterparties",
  meeting: "/calendar",
  budget_change: "/budgets",
};

export function kindIcon(kind: string): Icon {
  return ICONS[kind] ?? IconFileText;
}

/** Address of a record's page. */
export function recordAddress(kind: string, id: string): string {
  return `${PAGES[kind] ?? "/requests"}/${id}`;
}

const WITH_STATUS: readonly StatusKind[] = ["request", "invoice", "task", "document"];

/** A status in words; kinds without words of their own say nothing. */
export function statusWords(kind: string, status: string, t: TFunction): string {
  return WITH_STATUS.some((one) => one === kind) ? t(`status:${kind}.${status}`) : "";
}
