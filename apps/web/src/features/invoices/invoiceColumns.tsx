import { CAME_TO_NOTHING, PAID } from "@tartip/domain/invoices/workflow";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { bareNumber } from "../records/bareNumber.ts";
import { dayText } from "../../lib/dates.ts";
import { DueText } from "../../ui/value/DueText.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { StatusPill } from "../../ui/value/StatusPill.tsx";
import type { Column } from "../../ui/table/dataTableTypes.ts";
import type { ExportColumnId } from "../lists/exportColumns.ts";
import type { InvoiceRow } from "./invoiceQueries.ts";

/** A file of the list can hold each of them. */
type InvoiceColumn = Column<InvoiceRow, ExportColumnId<"/api/v1/invoices/export">>;

/** Nothing is awaited of these any more. */
const SETTLED: ReadonlySet<string> = new Set([...PAID, ...CAME_TO_NOTHING]);

/** Columns of the register; `paid` until a payment is no longer awaited. */
export function useInvoiceColumns(): InvoiceColumn[] {
  const { t } = useTranslation(["invoices", "lists"]);
  return [
    {
      id: "counterparty",
      header: t("lists:counterparty"),
      width: "minmax(160px, 1fr)",
      main: true,
      sortBy: "counterparty",
      render: (row) => row.counterparty.name,
    },
    {
      id: "number",
      header: t("list.number"),
      width: "140px",
      sortBy: "invoiceDate",
      render: (row) => t("list.numberOf", { number: bareNumber(row.invoiceNumber), date: dayText(row.invoiceDate) }),
    },
    {
      id: "status",
      header: t("lists:status"),
      width: "176px",
      render: (row) => <StatusPill kind="invoice" status={row.status} />,
    },
    {
      id: "costItem",
      header: t("list.costItem"),
      width: "minmax(88px, 0.6fr)",
      quiet: true,
      render: (row) => several(row.costItems, t),
    },
    { id: "branch", header: t("lists:branch"), width: "72px", quiet: true, render: (row) => several(row.branches, t) },
    { id: "request", header: t("list.request"), width: "124px", quiet: true, render: (row) => row.request?.number ?? "–" },
    {
      id: "payBy",
      header: t("list.payBy"),
      width: "108px",
      sortBy: "payBy",
      render: (row) => <DueText value={row.payBy} settled={!row.overdue && SETTLED.has(row.status)} />,
    },
    {
      id: "amount",
      header: t("list.amount"),
      width: "120px",
      align: "right",
      sortBy: "amount",
      card: "aside",
      render: (row) => <Money minor={row.amountMinor} currency={row.currency ?? "KZT"} />,
    },
  ];
}

function several(things: readonly { name: string }[], t: TFunction): string {
  const [first, ...rest] = things;
  if (!first) return "–";
  return rest.length === 0 ? first.name : t("invoices:list.several", { first: first.name, count: rest.length });
}
