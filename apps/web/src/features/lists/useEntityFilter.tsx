import { queryOptions, useQueries, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import type { UrlFilters } from "../../lib/urlFilters.ts";
import type { Filter } from "../../ui/table/FilterBar.tsx";
import { EntityMultiPicker } from "../../ui/input/EntityMultiPicker.tsx";
import type { Entity } from "../../ui/input/EntityPicker.tsx";
import { findPeople } from "../../lib/peopleSearch.ts";
import { InPopover } from "../../ui/InPopover.tsx";
import { searchCounterparties } from "../records/fields/searches.ts";
import css from "./Lists.module.css";

type What = "person" | "counterparty";

const SEARCH = { person: findPeople, counterparty: searchCounterparties };

/** The name behind an id of the address: a link from a colleague brings ids only. */
function nameQuery(what: What, id: string) {
  return queryOptions({
    queryKey: ["name", what, id],
    queryFn: async () => {
      const params = { path: { id } };
      const found =
        what === "person"
          ? await call(api.GET("/api/v1/people/{id}", { params }))
          : await call(api.GET("/api/v1/counterparties/{id}", { params }));
      return found.name;
    },
    staleTime: 5 * 60_000,
  });
}

/** A filter by people or counterparties found by typing; ids stand in the address, names on the chip. */
export function useEntityFilter(url: UrlFilters, id: string, label: string, what: What): Filter {
  const { t } = useTranslation("lists");
  const cache = useQueryClient();
  const ids = url.list(id);
  const names = useQueries({ queries: ids.map((one) => nameQuery(what, one)) });
  const chosen: Entity[] = ids.map((one, index) => ({ id: one, label: names[index]?.data ?? "…" }));
  function choose(next: Entity[]) {
    for (const one of next) cache.setQueryData(nameQuery(what, one.id).queryKey, one.label);
    url.set({ [id]: next.map((one) => one.id) });
  }
  return {
    id,
    label,
    value: chosen.length > 0 ? chosen.map((one) => one.label).join(", ") : undefined,
    edit: () => (
      <InPopover>
        <div className={css["entities"]}>
          <EntityMultiPicker
            name={id}
            label={label}
            placeholder={t(`filter.find.${what}`)}
            value={chosen}
            onChange={choose}
            search={SEARCH[what]}
          />
        </div>
      </InPopover>
    ),
  };
}
