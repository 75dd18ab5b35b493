import { useTranslation } from "react-i18next";
import { useUrlFilters } from "../../lib/urlFilters.ts";
import { DataTable } from "../../ui/table/DataTable.tsx";
import type { Column } from "../../ui/table/dataTableTypes.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FilterBar } from "../../ui/table/FilterBar.tsx";
import { ListFooter } from "../lists/ListFooter.tsx";
import { clearFilter, flagFilter, textFilter } from "../lists/chips.tsx";
import type { List } from "./organisationQueries.ts";
import type { Placed } from "./rows.ts";

interface Listed {
  id: string;
  code: string;
  name: string | Record<string, string>;
  active: boolean;
}

interface Props<Row extends Listed> {
  list: List;
  title: string;
  /** Undefined until they came. */
  rows: readonly Placed<Row>[] | undefined;
  failed: boolean;
  onRetry: () => void;
  columns: readonly Column<Placed<Row>>[];
  emptyText: string;
  add: React.ReactNode;
}

/** One list of the company: in use, or with what was retired; a press on a row opens it. */
export function ListTable<Row extends Listed>({ list, title, rows, failed, onRetry, columns, emptyText, add }: Props<Row>) {
  const { t } = useTranslation(["organisation", "lists"]);
  const url = useUrlFilters();
  const all = url.get("retired") === "true";
  const q = url.get("q")?.toLowerCase();
  const inUse = rows?.filter(({ row }) => all || row.active) ?? [];
  const shown = q === undefined ? inUse : inUse.filter(({ row }) => wordsOf(row).includes(q));
  const retired = (rows?.length ?? 0) > 0;
  return (
    <>
      <FilterBar
        filters={[textFilter(url, "q", t("search")), flagFilter(url, "retired", t("retiredFilter"), t("retiredFilterYes"))]}
        onClear={(id) => clearFilter(url, id)}
        onReset={() => url.reset()}
      />
      <DataTable
        label={title}
        rows={shown}
        columns={columns}
        state={failed ? "error" : rows === undefined ? "loading" : "ready"}
        onRetry={onRetry}
        rowId={({ row }) => row.id}
        rowHref={({ row }) => `/organisation/${list}/${row.id}`}
        empty={
          q !== undefined && inUse.length > 0 ? (
            <EmptyState title={t("lists:filtered")} text={t("lists:filteredText")} />
          ) : (
            <EmptyState title={t(retired ? "emptyInUse" : "empty")} text={emptyText} actions={add} />
          )
        }
        footer={<ListFooter shown={shown.length} total={shown.length} />}
      />
    </>
  );
}

function wordsOf({ code, name }: Listed): string {
  const names = typeof name === "string" ? [name] : Object.values(name);
  return [code, ...names].join("\n").toLowerCase();
}
