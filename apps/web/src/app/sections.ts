import {
  IconBuildingStore,
  IconCalendar,
  IconChartBar,
  IconChartPie2,
  IconCreditCard,
  IconFileText,
  IconFlag,
  IconHome,
  IconInbox,
  IconSettings,
  IconSitemap,
  IconSquareCheck,
  IconUsers,
} from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import type { Me } from "../lib/session.ts";

/** A section of the rail: its page file and the permissions of which one is enough; none means everybody. */
export interface Section {
  /** The kind of its records, whose own catalogue names the section; else a word of `shell:nav`. */
  key: string;
  to: string;
  icon: Icon;
  page: string;
  anyOf?: readonly string[];
  /** Key of `me.sections`: it stands only while there is something for the person. */
  holds?: Me["sections"][number];
  /** Key of `me.counters`. */
  counter?: keyof Me["counters"];
  onPhone?: boolean;
}

export const SECTIONS: readonly Section[] = [
  { key: "myDay", counter: "myDay", to: "/", icon: IconHome, page: "my-day/MyDayPage", onPhone: true },
  { key: "request", counter: "request", to: "/requests", icon: IconInbox, page: "requests/RequestListPage", onPhone: true },
  { key: "task", counter: "task", to: "/tasks", icon: IconSquareCheck, page: "tasks/TaskListPage", onPhone: true },
  {
    key: "invoice",
    counter: "invoice",
    to: "/invoices",
    icon: IconCreditCard,
    page: "invoices/InvoiceListPage",
    anyOf: ["invoice.read", "payment.read"],
    onPhone: true,
  },
  {
    key: "budgets",
    counter: "budgetChange",
    to: "/budgets",
    icon: IconChartPie2,
    page: "budgets/BudgetPage",
    holds: "budgets",
  },
  {
    key: "document",
    counter: "document",
    to: "/documents",
    icon: IconFileText,
    page: "documents/DocumentListPage",
    holds: "document",
  },
  {
    key: "counterparty",
    to: "/counterparties",
    icon: IconBuildingStore,
    page: "counterparties/CounterpartyListPage",
    anyOf: ["counterparty.read"],
  },
  {
    key: "calendar",
    counter: "meeting",
    to: "/calendar",
    icon: IconCalendar,
    page: "calendar/CalendarPage",
    anyOf: ["meeting.read"],
  },
  {
    key: "obligations",
    to: "/obligations",
    icon: IconFlag,
    page: "meetings/ObligationListPage",
    anyOf: ["meeting.read", "obligation.read"],
  },
  { key: "people", to: "/people", icon: IconUsers, page: "people/PeoplePage", anyOf: ["directory.read"] },
  { key: "reports", to: "/reports", icon: IconChartBar, page: "reports/ReportsPage", anyOf: ["report.read"] },
  {
    key: "organisation",
    to: "/organisation",
    icon: IconSitemap,
    page: "organisation/OrganisationPage",
    anyOf: ["settings.manage", "invoice.manage"],
  },
  {
    key: "admin",
    to: "/admin",
    icon: IconSettings,
    page: "admin/AdminPage",
    anyOf: ["people.manage", "role.manage", "role.confirm", "settings.manage"],
  },
];
