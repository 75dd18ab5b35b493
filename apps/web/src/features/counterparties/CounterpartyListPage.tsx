import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { useKeysetList } from "../../lib/keysetList.ts";
import { useNames } from "../../lib/reference.ts";
import { meQuery } from "../../lib/session.ts";
import { useUrlFilters } from "../../lib/urlFilters.ts";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/dataTableTypes.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FilterBar } from "../../ui/FilterBar.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { SavedTabs } from "../../ui/SavedTabs.tsx";
import { ListFooter } from "../lists/ListFooter.tsx";
import { clearFilter, textFilter } from "../lists/listFilters.tsx";
import { CheckedMark } from "../../ui/CheckedMark.tsx";
import { CounterpartyDialog } from "./CounterpartyDialog.tsx";
import { counterpartyFilters, VIEWS, viewOf } from "./counterpartyQueries.ts";
import type { CounterpartyRow } from "./counterpartyQueries.ts";

/** The directory of counterparties by name. */
export default function CounterpartyListPage() {
  const { t } = useTranslation(["counterparties", "lists"]);
  const url = useUrlFilters();
  const { data: me } = useQuery(meQuery);
  const [creating, setCreating] = useState(false);
  const filters = counterpartyFilters(url.all);
  const list = useKeysetList(["counterparties", filters], (after, signal) => {
    const query = { ...filters, limit: 100, ...(after ? { after } : {}) };
    return call(api.GET("/api/v1/counterparties", { params: { query }, signal }));
  });
  const mayCreate = me?.permissions.includes("counterparty.manage");
  const add = mayCreate ? (
    <Button kind="primary" icon={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      {t("list.new")}
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title={t("list.title")} actions={add} />
      <SavedTabs
        label={t("list.tabs")}
        current={viewOf(url.all)}
        tabs={VIEWS.map((name) => ({ id: name, label: t(`list.tab.${name}`), to: "/counterparties", search: { view: name } }))}
      />
      <FilterBar
        filters={[textFilter(url, "q", t("list.search"))]}
        onClear={(id) => clearFilter(url, id)}
        onReset={() => url.reset(["view"])}
      />
      <DataTable
        {...list}
        label={t("list.title")}
        columns={useCounterpartyColumns()}
        rowId={(row) => row.id}
        rowHref={(row) => `/counterparties/${row.id}`}
        empty={
          Object.keys(url.all).length > 0 ? (
            <EmptyState title={t("lists:filtered")} text={t("lists:filteredText")} />
          ) : (
            <EmptyState title={t("list.empty.title")} text={t("list.empty.text")} actions={add} />
          )
        }
        footer={<ListFooter shown={list.rows.length} total={list.hasMore ? undefined : list.rows.length} />}
      />
      <CounterpartyDialog opened={creating} onClose={() => setCreating(false)} />
    </>
  );
}

function useCounterpartyColumns(): Column<CounterpartyRow>[] {
  const { t } = useTranslation(["counterparties", "lists"]);
  const names = useNames();
  return [
    { id: "name", header: t("list.name"), width: "minmax(240px, 1fr)", main: true, render: (row) => row.name },
    {
      id: "bin",
      header: t("list.bin"),
      width: "156px",
      render: (row) => (row.bin ? <CheckedMark ok={t("card.binOk")}>{row.bin}</CheckedMark> : "–"),
    },
    {
      id: "form",
      header: t("list.form"),
      width: "120px",
      quiet: true,
      render: (row) => (row.form ? t(`form.${row.form}`) : "–"),
    },
    {
      id: "role",
      header: t("list.role"),
      width: "128px",
      quiet: true,
      render: (row) => (row.role ? t(`role.${row.role}`) : "–"),
    },
    {
      id: "vat",
      card: "hidden",
      header: t("list.vat"),
      width: "96px",
      quiet: true,
      render: (row) => (row.vatPayer === undefined ? "–" : t(row.vatPayer ? "list.vatYes" : "list.vatNo")),
    },
    {
      id: "costItem",
      header: t("list.costItem"),
      width: "minmax(160px, 0.5fr)",
      quiet: true,
      render: (row) => names.costItem(row.defaultCostItemId) ?? "–",
    },
    {
      id: "account",
      header: t("list.account"),
      width: "196px",
      card: "aside",
      render: (row) =>
        row.confirmed === undefined ? (
          "–"
        ) : row.confirmed ? (
          <CheckedMark ok={t("list.confirmed")}>{t("list.confirmed")}</CheckedMark>
        ) : (
          <span style={{ color: "var(--amber)" }}>{t("list.unconfirmed")}</span>
        ),
    },
  ];
}
