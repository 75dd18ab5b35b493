import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { useKeysetList } from "../../lib/keysetList.ts";
import { meQuery } from "../../lib/session.ts";
import { useUrlFilters } from "../../lib/urlFilters.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { FilterBar } from "../../ui/FilterBar.tsx";
import { Money } from "../../ui/Money.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { ExportMenu } from "../lists/ExportMenu.tsx";
import { ListFooter } from "../lists/ListFooter.tsx";
import { clearFilter } from "../lists/listFilters.tsx";
import { useDiscarded } from "./form/discarded.ts";
import css from "./list/List.module.css";
import { isNarrowed, requestFilters, sortOf, viewOf } from "./list/listViews.ts";
import { NoRequests } from "./list/NoRequests.tsx";
import { RequestBulkBar } from "./list/RequestBulkBar.tsx";
import { RequestTabs } from "./list/RequestTabs.tsx";
import { useColumnChoice } from "./list/useColumnChoice.tsx";
import { usePrefetchRow } from "./list/usePrefetchRow.ts";
import { useRequestColumns } from "./list/useRequestColumns.tsx";
import { useRequestFilterBar } from "./list/useRequestFilterBar.tsx";
import { requestSumsQuery } from "./requestQueries.ts";

/** Requests: saved views, filters in the address, one dense table. */
export default function RequestListPage() {
  const { t } = useTranslation("requests");
  const url = useUrlFilters();
  const view = viewOf(url.all);
  const filters = requestFilters(url.all);
  const sort = sortOf(url.all);
  const { data: me } = useSuspenseQuery(meQuery);
  const sums = useQuery(requestSumsQuery(filters));
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const { columns, menu } = useColumnChoice(useRequestColumns());
  const discarded = useDiscarded();
  const list = useKeysetList(["requests", filters, sort], (after, signal) => {
    const query = { ...filters, sort, limit: 100, ...(after ? { after } : {}) };
    return call(api.GET("/api/v1/requests", { params: { query }, signal }));
  });
  const rows = discarded.size > 0 ? list.rows.filter((row) => !discarded.has(row.id)) : list.rows;
  const prefetch = usePrefetchRow(rows);
  const reset = () => url.reset(["view", "sort"]);
  const chosen = rows.filter((row) => selected.has(row.id));
  const total = sums.data && (sums.data.capped ? `${sums.data.count}+` : sums.data.count);
  return (
    <>
      <PageHeader
        title={t("list.title")}
        count={total}
        actions={
          rows.length > 0 ? (
            <ExportMenu
              title={t("list.title")}
              columns={columns}
              ask={(asked, signal) =>
                call(
                  api.GET("/api/v1/requests/export", {
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
      <RequestTabs all={url.all} current={view} />
      <FilterBar
        filters={useRequestFilterBar(url, view)}
        onClear={(id) => clearFilter(url, id)}
        onReset={reset}
        aside={
          <>
            <span>{t(`list.order.${sort.replace("-", "")}`)}</span>
            {menu}
          </>
        }
      />
      <div className={css["wrapper"]} onPointerOver={prefetch}>
        <DataTable
          {...list}
          label={t("list.title")}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          rowHref={(row) => (row.status === "draft" ? `/requests/${row.id}/edit` : `/requests/${row.id}`)}
          sort={sort}
          onSort={(next) => url.set({ sort: next })}
          {...(view === "drafts" ? {} : { selection: { selected, onSelect: select } })}
          empty={
            <NoRequests
              view={view}
              narrowed={isNarrowed(url.all)}
              onReset={reset}
              mayCreate={me.permissions.includes("request.create")}
            />
          }
          bulk={<RequestBulkBar rows={chosen} onClear={() => select(new Set())} />}
          footer={
            <ListFooter shown={list.rows.length} total={sums.data?.count}>
              {sums.data && sums.data.totals.length > 0 ? (
                <>
                  <span className={css["quiet"]}>{t("lists:total")}</span>
                  {sums.data.totals.map(({ currency, amountMinor }) => (
                    <Money key={currency} minor={amountMinor} currency={currency} strong />
                  ))}
                </>
              ) : null}
            </ListFooter>
          }
        />
      </div>
    </>
  );
}
