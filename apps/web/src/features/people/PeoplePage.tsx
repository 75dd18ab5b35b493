import { useSuspenseQuery } from "@tanstack/react-query";
import { IconPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { useKeysetList } from "../../lib/keysetList.ts";
import { meQuery } from "../../lib/session.ts";
import { useUrlFilters } from "../../lib/urlFilters.ts";
import { Button } from "../../ui/action/Button.tsx";
import { DataTable } from "../../ui/table/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FilterBar } from "../../ui/table/FilterBar.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import css from "./People.module.css";
import { usePeopleColumns } from "./peopleColumns.tsx";
import { usePeopleFilters } from "./peopleFilters.ts";
import { SearchField } from "./SearchField.tsx";

const PersonForm = lazy(() => import("./PersonForm.tsx").then((module) => ({ default: module.PersonForm })));

/** The directory: everybody of the company by name, with the place, the contacts and who is away. */
export default function PeoplePage() {
  const { t } = useTranslation("people");
  const { data: me } = useSuspenseQuery(meQuery);
  const url = useUrlFilters();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const manages = me.permissions.includes("people.manage");
  const { filters, query } = usePeopleFilters(url, manages);
  const list = useKeysetList(["people", query], (after, signal) => {
    return call(api.GET("/api/v1/people", { params: { query: { ...query, limit: 50, ...(after ? { after } : {}) } }, signal }));
  });
  const columns = usePeopleColumns();
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          manages ? (
            <Button kind="primary" icon={<IconPlus size={16} />} onClick={() => setAdding(true)}>
              {t("action.add")}
            </Button>
          ) : undefined
        }
      />
      <div className={css["bar"]}>
        <SearchField label={t("search")} value={url.get("q") ?? ""} onSearch={(q) => url.set({ q })} />
        <FilterBar filters={filters} onClear={(id) => url.set({ [id]: undefined })} onReset={() => url.reset(["q"])} />
      </div>
      <DataTable
        label={t("title")}
        columns={columns}
        rowId={(person) => person.id}
        rowHref={(person) => `/people/${person.id}`}
        rowHeight={48}
        {...list}
        empty={<EmptyState title={t("empty")} text={t("emptyText")} />}
      />
      <Suspense>
        {adding ? <PersonForm onClose={() => setAdding(false)} onDone={(id) => void navigate({ to: `/people/${id}` })} /> : null}
      </Suspense>
    </>
  );
}
