import { IconPaperclip, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { dayText } from "../../lib/dates.ts";
import { useKeysetList } from "../../lib/keysetList.ts";
import { useNames } from "../../lib/reference.ts";
import { useUrlFilters } from "../../lib/urlFilters.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { classes } from "../../ui/classes.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/dataTableTypes.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FilterBar } from "../../ui/FilterBar.tsx";
import { Money } from "../../ui/Money.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { SavedTabs } from "../../ui/SavedTabs.tsx";
import { StatusPill } from "../../ui/StatusPill.tsx";
import { ListFooter } from "../lists/ListFooter.tsx";
import { choiceFilter, clearFilter, flagFilter, textFilter } from "../lists/listFilters.tsx";
import { documentFilters, VIEW_NAMES, viewOf } from "./documentQueries.ts";
import type { DocumentRow } from "./documentQueries.ts";
import css from "./Documents.module.css";
import { ValidityText } from "../records/ValidityText.tsx";

/** The archive of documents, newest first. */
export default function DocumentListPage() {
  const { t } = useTranslation(["documents", "lists"]);
  const url = useUrlFilters();
  const names = useNames();
  const view = viewOf(url.all);
  const filters = documentFilters(url.all);
  const list = useKeysetList(["documents", filters], (after, signal) => {
    const query = { ...filters, limit: 100, ...(after ? { after } : {}) };
    return call(api.GET("/api/v1/documents", { params: { query }, signal }));
  });
  const narrowed = Object.keys(url.all).length > 0;
  const add = (
    <ButtonLink kind="primary" to="/documents/new" icon={<IconPlus size={16} />}>
      {t("list.new")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t("list.title")} actions={add} />
      <SavedTabs
        label={t("list.tabs")}
        current={view}
        tabs={VIEW_NAMES.map((name) => ({ id: name, label: t(`list.tab.${name}`), to: "/documents", search: { view: name } }))}
      />
      <FilterBar
        filters={[
          textFilter(url, "q", t("lists:filter.search")),
          choiceFilter(url, "kindCode", t("list.kind"), names.documentKinds),
          flagFilter(url, "basis", t("list.filter.basis"), t("list.filter.basisYes")),
        ]}
        onClear={(id) => clearFilter(url, id)}
        onReset={() => url.reset(["view"])}
      />
      <DataTable
        {...list}
        label={t("list.title")}
        columns={useDocumentColumns()}
        rowId={(row) => row.id}
        rowHref={(row) => `/documents/${row.id}`}
        empty={
          narrowed ? (
            <EmptyState title={t("lists:filtered")} text={t("lists:filteredText")} />
          ) : (
            <EmptyState title={t("list.empty.title")} text={t("list.empty.text")} actions={add} />
          )
        }
        footer={<ListFooter shown={list.rows.length} total={list.hasMore ? undefined : list.rows.length} />}
      />
    </>
  );
}

function Quiet({ text }: { text: string | undefined }) {
  return (
    <span className={classes(css["two"], css["small"])} title={text}>
      {text ?? "–"}
    </span>
  );
}

function useDocumentColumns(): Column<DocumentRow>[] {
  const { t } = useTranslation(["documents", "lists"]);
  const names = useNames();
  return [
    {
      id: "name",
      header: t("list.name"),
      width: "minmax(168px, 1.68fr)",
      main: true,
      render: (row) => <span className={css["two"]}>{row.title.replaceAll("№ ", "№\u00a0")}</span>,
    },
    {
      id: "kind",
      header: t("list.kind"),
      width: "minmax(148px, 1.48fr)",
      quiet: true,
      render: (row) => <Quiet text={names.documentKind(row.kindCode)} />,
    },
    {
      id: "docDate",
      header: t("list.date"),
      width: "80px",
      quiet: true,
      render: (row) => (row.docDate ? dayText(row.docDate) : "–"),
    },
    {
      id: "status",
      header: t("lists:status"),
      width: "176px",
      render: (row) => <StatusPill kind="document" status={row.status} />,
    },
    { id: "validity", header: t("list.validity"), width: "236px", render: (row) => <ValidityText row={row} /> },
    {
      id: "counterparty",
      header: t("lists:counterparty"),
      width: "minmax(140px, 1.4fr)",
      quiet: true,
      render: (row) => <Quiet text={row.counterparty?.name} />,
    },
    {
      id: "file",
      header: <IconPaperclip size={14} />,
      name: t("list.file"),
      width: "16px",
      card: "hidden",
      render: (row) => (row.hasFile ? <IconPaperclip size={14} aria-label={t("list.file")} /> : null),
    },
    {
      id: "amount",
      header: t("list.amount"),
      width: "108px",
      align: "right",
      card: "aside",
      render: (row) => <Money minor={row.amountMinor} currency={row.currency ?? "KZT"} />,
    },
  ];
}
