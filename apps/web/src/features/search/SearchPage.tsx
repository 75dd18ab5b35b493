import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { IconSearch } from "@tabler/icons-react";
import type { paths } from "@tartip/api-client";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { SEARCHED } from "../../lib/kinds.ts";
import { meQuery } from "../../lib/session.ts";
import { useUrlFilters } from "../../lib/urlFilters.ts";
import { EmptyState, ErrorState } from "../../ui/EmptyState.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import { Segmented } from "../../ui/table/SavedTabs.tsx";
import { TextSkeleton } from "../../ui/Skeletons.tsx";
import { FoundList } from "./FoundList.tsx";
import css from "./Search.module.css";

type Kind = NonNullable<NonNullable<paths["/api/v1/search"]["get"]["parameters"]["query"]["kinds"]>>[number];

const KINDS = ["all", ...SEARCHED];

function searchQuery(q: string, kind: string) {
  // reason: only the kinds offered below come here
  const kinds = kind === "all" ? {} : { kinds: [kind as Kind] };
  return queryOptions({
    queryKey: ["list", "search", q, kind],
    queryFn: ({ signal }) => call(api.GET("/api/v1/search", { params: { query: { q, limit: 20, ...kinds } }, signal })),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
}

/** Everything found by number, words, BIN or name, by kind; the question stands in the address. */
export default function SearchPage() {
  const { t } = useTranslation("search");
  const { data: me } = useSuspenseQuery(meQuery);
  // An outsider finds the work given to them: nothing to choose between, no companies, no people.
  const own = me.person.external;
  const url = useUrlFilters();
  const asked = url.get("q") ?? "";
  const kind = url.get("kind") ?? "all";
  const [typed, setTyped] = useState(asked);
  const [settled] = useDebouncedValue(typed.trim(), 200);
  useEffect(() => {
    if (settled !== asked) url.set({ q: settled });
    // The address follows what was typed, not the other way round.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  const found = useQuery(searchQuery(asked, kind));
  return (
    <div className={css["page"]}>
      <PageHeader title={t("title")} />
      <div className={css["bar"]}>
        <label className={css["field"]}>
          <IconSearch size={18} aria-hidden />
          <span className="screen-reader">{t(own ? "shell:searchOwn" : "shell:search")}</span>
          <input
            className={css["input"]}
            type="search"
            autoFocus
            placeholder={t(own ? "placeholderOwn" : "placeholder")}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        {own ? null : (
          <Segmented
            label={t("kinds")}
            value={kind}
            options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
            onChange={(value) => url.set({ kind: value === "all" ? undefined : value })}
          />
        )}
      </div>
      <div className={css["found"]} aria-live="polite" aria-busy={found.isFetching}>
        {asked === "" ? (
          <EmptyState title={t("start.title")} text={t(own ? "start.textOwn" : "start.text")} />
        ) : found.isError ? (
          <ErrorState title={t("failed")} error={found.error} onRetry={() => void found.refetch()} />
        ) : found.data ? (
          <FoundList found={found.data} query={asked} withPeople={kind === "all"} />
        ) : (
          <TextSkeleton lines={6} />
        )}
      </div>
    </div>
  );
}
