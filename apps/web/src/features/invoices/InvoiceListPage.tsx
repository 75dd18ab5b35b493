import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../../lib/reference.ts";
import { meQuery } from "../../lib/session.ts";
import type { UrlFilters } from "../../lib/urlFilters.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { useChips } from "../lists/chips.tsx";
import { ListPage } from "../lists/ListPage.tsx";
import { useList } from "../lists/useList.ts";
import { useInvoiceColumns } from "./invoiceColumns.tsx";
import { INVOICE_VIEWS, invoiceList, type InvoiceView } from "./invoiceList.ts";
import { InvoiceBulkBar } from "./together/InvoiceBulkBar.tsx";

/** Where invoices may stand that are paid together. */
const PAYABLE: ReadonlySet<InvoiceView> = new Set(["waiting", "topay", "paying", "all"]);

/** The register of invoices: views by what is awaited, sums by currency of exactly what is shown. */
export default function InvoiceListPage() {
  const { t } = useTranslation(["invoices", "lists"]);
  const state = useList(invoiceList);
  const { url, view, loaded } = state;
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const pays = useQuery(meQuery).data?.permissions.some((right) => right === "payment.run" || right === "payment.markPaid");
  const chosen = loaded.rows.filter((row) => selected.has(row.id));
  return (
    <ListPage
      list={invoiceList}
      state={state}
      title={t("list.title")}
      tabs={{ label: t("list.tabs"), of: INVOICE_VIEWS.map((id) => ({ id, label: t(`list.tab.${id}`) })) }}
      chips={useInvoiceChips(url)}
      columns={useInvoiceColumns()}
      rows={loaded.rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/invoices/${row.id}`}
      chosen={
        pays && PAYABLE.has(view)
          ? {
              selection: { selected, onSelect: select },
              bulk: <InvoiceBulkBar rows={chosen} onClear={() => select(new Set())} />,
            }
          : undefined
      }
      empty={<EmptyState title={t(`list.empty.${view}`)} text={t(`list.empty.${view}Text`)} />}
    />
  );
}

function useInvoiceChips(url: UrlFilters) {
  const { t } = useTranslation(["invoices", "lists"]);
  const names = useNames();
  const { chip, days } = useChips(invoiceList.shape, url);
  return [
    chip("q", t("lists:filter.search")),
    days("payBy", t("list.payBy")),
    chip("branchId", t("lists:branch"), names.branches),
    chip("costItemId", t("list.costItem"), names.costItems),
    chip("projectId", t("lists:project"), names.projects),
    chip("currency", t("list.filter.currency"), names.currencies),
    chip("overdue", t("list.filter.overdue"), t("list.filter.overdueYes")),
  ];
}
