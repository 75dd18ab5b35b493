import type { Filters } from "@tartip/domain/lists/filters";
import type { ReactNode, PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/action/Button.tsx";
import { DataTable } from "../../ui/table/DataTable.tsx";
import type { Column, Selection } from "../../ui/table/dataTableTypes.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FilterBar } from "../../ui/table/FilterBar.tsx";
import type { Filter } from "../../ui/table/FilterBar.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import { clearFilter } from "./chips.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import { ListFooter } from "./ListFooter.tsx";
import css from "./Lists.module.css";
import { ListTabs, type ListTab } from "./ListTabs.tsx";
import { isNarrowed } from "./pageList.ts";
import type { ListSums, PageList } from "./pageList.ts";
import type { ListState } from "./useList.ts";

interface Props<Of extends Filters, Sort extends string, View extends string, Row, Col extends string, Shown> {
  list: PageList<Of, Sort, View, Row, Col>;
  state: ListState<Of, Sort, View, Row>;
  title: string;
  tabs: { label: string; of: readonly ListTab<View>[] };
  chips: readonly Filter[];
  /** Right end of the chips: order in words, columns. */
  aside?: ReactNode;
  /** A file of the list can hold each of them. */
  columns: readonly Column<Shown, Col>[];
  rows: readonly Shown[];
  rowId: (row: Shown) => string;
  rowHref: (row: Shown) => string;
  /** The button that makes a new one, for those who may. */
  add?: ReactNode;
  /** Shown where nothing narrows the list and it is empty. */
  empty: ReactNode;
  /** What can be done with chosen rows. */
  chosen?: { selection: Selection; bulk: ReactNode } | undefined;
  onPointerOver?: (event: PointerEvent) => void;
}

/** The page of every list: tabs, chips in the address, one dense table (cards on a phone), counters and the file. */
export function ListPage<Of extends Filters, Sort extends string, View extends string, Row, Col extends string, Shown>(
  props: Props<Of, Sort, View, Row, Col, Shown>,
) {
  const { list, state, title, columns, rows } = props;
  const { url, sort, asked, sums, loaded } = state;
  const offersFile = rows.length > 0 ? list.file : undefined;
  const reset = () => url.reset(["view", "sort"]);
  const others = list.viewsNarrow && state.view !== list.firstView;
  return (
    <>
      <PageHeader
        title={title}
        count={sums && (sums.capped ? `${sums.count}+` : sums.count)}
        actions={
          offersFile || props.add ? (
            <>
              {offersFile ? (
                <ExportMenu
                  title={title}
                  columns={columns}
                  ask={(file, signal) => offersFile({ ...asked, sort, ...file }, signal)}
                />
              ) : null}
              {props.add}
            </>
          ) : undefined
        }
      />
      <ListTabs list={list} address={url.all} current={state.view} label={props.tabs.label} tabs={props.tabs.of} />
      <FilterBar filters={props.chips} onClear={(id) => clearFilter(url, id)} onReset={reset} aside={props.aside} />
      <div className={css["table"]} onPointerOver={props.onPointerOver}>
        <DataTable
          {...loaded}
          label={title}
          columns={columns}
          rows={rows}
          rowId={props.rowId}
          rowHref={props.rowHref}
          {...(list.shape.fixedOrder ? {} : { sort, onSort: (next: string) => url.set({ sort: next }) })}
          {...props.chosen}
          empty={
            isNarrowed(url.all) || others ? <NothingFound onReset={others ? () => url.reset(["sort"]) : reset} /> : props.empty
          }
          footer={
            <ListFooter shown={loaded.rows.length} total={sums ? sums.count : loaded.hasMore ? undefined : totalOf(list, loaded)}>
              {sums?.totals?.length ? <Totals of={sums.totals} /> : null}
            </ListFooter>
          }
        />
      </div>
    </>
  );
}

/** A list that counts nothing knows its length when all of it came. */
function totalOf(list: { sums?: unknown }, loaded: { rows: readonly unknown[] }): number | undefined {
  return list.sums ? undefined : loaded.rows.length;
}

function NothingFound({ onReset }: { onReset: () => void }) {
  const { t } = useTranslation("lists");
  return <EmptyState title={t("filtered")} text={t("filteredText")} actions={<Button onClick={onReset}>{t("reset")}</Button>} />;
}

function Totals({ of }: { of: NonNullable<ListSums["totals"]> }) {
  const { t } = useTranslation("lists");
  return (
    <>
      <span className={css["quiet"]}>{t("total")}</span>
      {of.map(({ currency, amountMinor }) => (
        <Money key={currency} minor={amountMinor} currency={currency} strong />
      ))}
    </>
  );
}
