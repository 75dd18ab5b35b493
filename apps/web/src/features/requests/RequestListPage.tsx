import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { meQuery } from "../../lib/session.ts";
import { ListPage } from "../lists/ListPage.tsx";
import { useList } from "../lists/useList.ts";
import { useDiscarded } from "./form/draft/discarded.ts";
import { NoRequests } from "./list/NoRequests.tsx";
import { RequestBulkBar } from "./list/RequestBulkBar.tsx";
import { requestList } from "./list/requestList.ts";
import { useColumnChoice } from "./list/useColumnChoice.tsx";
import { usePrefetchRow } from "./list/usePrefetchRow.ts";
import { useRequestColumns } from "./list/useRequestColumns.tsx";
import { useRequestFilterBar } from "./list/useRequestFilterBar.tsx";
import { useRequestTabs } from "./list/useRequestTabs.ts";

/** Requests: views by what is awaited, columns of one's choice, several changed at once. */
export default function RequestListPage() {
  const { t } = useTranslation("requests");
  const state = useList(requestList);
  const { url, view, sort, loaded } = state;
  const { data: me } = useSuspenseQuery(meQuery);
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const { columns, menu } = useColumnChoice(useRequestColumns());
  const discarded = useDiscarded();
  const rows = discarded.size > 0 ? loaded.rows.filter((row) => !discarded.has(row.id)) : loaded.rows;
  const chosen = rows.filter((row) => selected.has(row.id));
  return (
    <ListPage
      list={requestList}
      state={state}
      title={t("list.title")}
      tabs={{ label: t("list.tabs"), of: useRequestTabs(view) }}
      chips={useRequestFilterBar(url, view)}
      aside={
        <>
          <span>{t(`list.order.${sort.replace("-", "")}`)}</span>
          {menu}
        </>
      }
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => (row.status === "draft" ? `/requests/${row.id}/edit` : `/requests/${row.id}`)}
      empty={<NoRequests view={view} mayCreate={me.permissions.includes("request.create")} />}
      chosen={
        view === "drafts"
          ? undefined
          : {
              selection: { selected, onSelect: select },
              bulk: <RequestBulkBar rows={chosen} onClear={() => select(new Set())} />,
            }
      }
      onPointerOver={usePrefetchRow(rows)}
    />
  );
}
