import { useQueries, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { useKeysetList } from "../../lib/keysetList.ts";
import { useNames } from "../../lib/reference.ts";
import { useUrlFilters } from "../../lib/urlFilters.ts";
import type { UrlFilters } from "../../lib/urlFilters.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FilterBar } from "../../ui/FilterBar.tsx";
import { Money } from "../../ui/Money.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { ExportMenu } from "../lists/ExportMenu.tsx";
import { ListFooter } from "../lists/ListFooter.tsx";
import { clearFilter, flagFilter, optionsFilter, textFilter, useDaysFilter } from "../lists/listFilters.tsx";
import { ViewTabs } from "../lists/ViewTabs.tsx";
import { useInvoiceColumns } from "./invoiceColumns.tsx";
import { filtersOfView, invoiceFilters, invoiceSumsQuery, VIEW_NAMES, viewOf } from "./invoiceQueries.ts";
import type { InvoiceSort, InvoiceView } from "./invoiceQueries.ts";

const SORTS: readonly InvoiceSort[] = [
  "payBy",
  "-payBy",
  "invoiceDate",
  "-invoiceDate",
  "counterparty",
  "-counterparty",
  "amount",
  "-amount",
];

/** The register of invoices: views by what is awaited, sums by currency of exactly what is shown. */
export default function InvoiceListPage() {
  const { t } = useTranslation(["invoices", "lists"]);
  const url = useUrlFilters();
  const view = viewOf(url.all);
  const filters = invoiceFilters(url.all);
  const sort = SORTS.find((name) => name === url.get("sort")) ?? (view === "closed" ? "-payBy" : "payBy");
  const sums = useQuery(invoiceSumsQuery(filters));
  const list = useKeysetList(["invoices", filters, sort], (after, signal) => {
    const query = { ...filters, sort, limit: 100, ...(after ? { after } : {}) };
    return call(api.GET("/api/v1/invoices", { params: { query }, signal }));
  });
  const columns = useInvoiceColumns();
  return (
    <>
      <PageHeader
        title={t("list.title")}
        count={sums.data?.count}
        actions={
          list.rows.length > 0 ? (
            <ExportMenu
              title={t("list.title")}
              columns={columns}
              ask={(asked, signal) =>
                call(
                  api.GET("/api/v1/invoices/export", {
                    params: { query: { ...filters, sort, ...asked } },
                    signal,
                    parseAs: "blob",
                  }),
                )
              }
            />
          ) : undefined
        }
      />
      <InvoiceTabs current={view} all={url.all} />
      <FilterBar
        filters={useInvoiceFilterBar(url)}
        onClear={(id) => clearFilter(url, id)}
        onReset={() => url.reset(["view", "sort"])}
      />
      <DataTable
        {...list}
        label={t("list.title")}
        columns={columns}
        rowId={(row) => row.id}
        rowHref={(row) => `/invoices/${row.id}`}
        sort={sort}
        onSort={(next) => url.set({ sort: next })}
        empty={<NoInvoices view={view} narrowed={Object.keys(url.all).some((name) => !["view", "sort"].includes(name))} />}
        footer={
          <ListFooter shown={list.rows.length} total={sums.data?.count}>
            {sums.data?.totals.length ? <span>{t("lists:total")}</span> : null}
            {sums.data?.totals.map(({ currency, amountMinor }) => (
              <Money key={currency} minor={amountMinor} currency={currency} strong />
            ))}
          </ListFooter>
        }
      />
    </>
  );
}

function InvoiceTabs({ current, all }: { current: InvoiceView; all: UrlFilters["all"] }) {
  const { t } = useTranslation(["invoices", "lists"]);
  const counts = useQueries({ queries: VIEW_NAMES.map((view) => invoiceSumsQuery(filtersOfView(view))) });
  return (
    <ViewTabs
      list="invoices"
      all={all}
      label={t("list.tabs")}
      current={current}
      tabs={VIEW_NAMES.map((view, index) => ({
        id: view,
        label: t(`list.tab.${view}`),
        to: "/invoices",
        search: { view },
        count: counts[index]?.data?.count,
      }))}
    />
  );
}

function useInvoiceFilterBar(url: UrlFilters) {
  const { t } = useTranslation(["invoices", "lists"]);
  const names = useNames();
  const payBy = useDaysFilter(url, "payBy", t("list.payBy"));
  return [
    textFilter(url, "q", t("lists:filter.search")),
    payBy,
    optionsFilter(url, "branchId", t("lists:branch"), names.branches),
    optionsFilter(url, "costItemId", t("list.costItem"), names.costItems),
    optionsFilter(url, "projectId", t("lists:project"), names.projects),
    optionsFilter(url, "currency", t("list.filter.currency"), names.currencies),
    flagFilter(url, "overdue", t("list.filter.overdue"), t("list.filter.overdueYes")),
  ];
}

function NoInvoices({ view, narrowed }: { view: InvoiceView; narrowed: boolean }) {
  const { t } = useTranslation(["invoices", "lists"]);
  if (narrowed) return <EmptyState title={t("lists:filtered")} text={t("lists:filteredText")} />;
  return <EmptyState title={t(`list.empty.${view}`)} text={t(`list.empty.${view}Text`)} />;
}
