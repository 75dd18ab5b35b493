import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { useKeysetList } from "../../lib/keysetList.ts";
import { useNames } from "../../lib/reference.ts";
import { useUrlFilters } from "../../lib/urlFilters.ts";
import { DataTable } from "../../ui/table/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FilterBar } from "../../ui/table/FilterBar.tsx";
import { ListFooter } from "../lists/ListFooter.tsx";
import { choiceFilter, clearFilter } from "../lists/chips.tsx";
import { useRateColumns } from "./organisationColumns.tsx";
import type { Rate } from "./organisationQueries.ts";
import type { TabProps } from "./OrganisationTabs.tsx";
import { RateDialog } from "./RateDialog.tsx";

const keyOf = ({ currency, onDate }: Rate) => `${currency}-${onDate}`;

/** Rates from the latest day back: each holds until the next one of its currency. */
export function RatesTab({ rowId, add, onClose }: TabProps) {
  const { t } = useTranslation(["organisation", "lists"]);
  const url = useUrlFilters();
  const names = useNames();
  const columns = useRateColumns();
  const currency = url.get("currency");
  const list = useKeysetList(["rates", currency], (after, signal) => {
    const query = { ...(currency ? { currency } : {}), limit: 100, ...(after ? { after } : {}) };
    return call(api.GET("/api/v1/organisation/rates", { params: { query }, signal }));
  });
  const row = list.rows.find((one) => keyOf(one) === rowId);
  const foreign = names.currencies.filter(({ value }) => value !== names.reference?.settings.baseCurrency);
  return (
    <>
      <FilterBar
        filters={[choiceFilter(url, "currency", t("field.currency"), foreign)]}
        onClear={(id) => clearFilter(url, id)}
        onReset={() => url.reset()}
      />
      <DataTable
        {...list}
        label={t("tab.rates")}
        columns={columns}
        rowId={keyOf}
        rowHref={(one) => `/organisation/rates/${keyOf(one)}`}
        empty={<EmptyState title={t("empty")} text={t("rates.empty")} actions={add} />}
        footer={<ListFooter shown={list.rows.length} total={list.hasMore ? undefined : list.rows.length} />}
      />
      {row || rowId === "new" ? <RateDialog key={rowId} row={row} onClose={onClose} /> : null}
    </>
  );
}
