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
  IconSquareCheck,
} from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";

/** A section of the rail: its page file and the permissions of which one is enough; none means everybody. */
export interface Section {
  key: string;
  to: string;
  icon: Icon;
  page: string;
  anyOf?: readonly string[];
  onPhone?: boolean;
}

export const SECTIONS: readonly Section[] = [
  { key: "myDay", to: "/", icon: IconHome, page: "my-day/MyDayPage", onPhone: true },
  { key: "requests", to: "/requests", icon: IconInbox, page: "requests/RequestListPage", onPhone: true },
  { key: "tasks", to: "/tasks", icon: IconSquareCheck, page: "tasks/TaskListPage", onPhone: true },
  {
    key: "invoices",
    to: "/invoices",
    icon: IconCreditCard,
    page: "invoices/InvoiceListPage",
    anyOf: ["invoice.read", "payment.read"],
    onPhone: true,
  },
  { key: "budgets", to: "/budgets", icon: IconChartPie2, page: "budgets/BudgetPage", anyOf: ["budget.read", "budget.manage"] },
  { key: "documents", to: "/documents", icon: IconFileText, page: "documents/DocumentListPage", anyOf: ["document.read"] },
  {
    key: "counterparties",
    to: "/counterparties",
    icon: IconBuildingStore,
    page: "counterparties/CounterpartyListPage",
    anyOf: ["counterparty.read"],
  },
  { key: "calendar", to: "/calendar", icon: IconCalendar, page: "calendar/CalendarPage", anyOf: ["meeting.read"] },
  {
    key: "obligations",
    to: "/obligations",
    icon: IconFlag,
    page: "meetings/ObligationListPage",
    anyOf: ["meeting.read", "obligation.read"],
  },
  { key: "reports", to: "/reports", icon: IconChartBar, page: "reports/ReportsPage", anyOf: ["report.read"] },
  {
    key: "admin",
    to: "/admin",
    icon: IconSettings,
    page: "admin/AdminPage",
    anyOf: ["people.manage", "role.manage", "settings.manage"],
  },
];
