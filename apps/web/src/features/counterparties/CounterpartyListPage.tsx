import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { meQuery } from "../../lib/session.ts";
import { Button } from "../../ui/action/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { useChips } from "../lists/chips.tsx";
import { ListPage } from "../lists/ListPage.tsx";
import { useList } from "../lists/useList.ts";
import { useCounterpartyColumns } from "./counterpartyColumns.tsx";
import { CounterpartyDialog } from "./CounterpartyDialog.tsx";
import { COUNTERPARTY_VIEWS, counterpartyList } from "./counterpartyList.ts";

/** The directory of counterparties by name. */
export default function CounterpartyListPage() {
  const { t } = useTranslation(["counterparties", "lists"]);
  const { data: me } = useQuery(meQuery);
  const [creating, setCreating] = useState(false);
  const state = useList(counterpartyList);
  const { chip } = useChips(counterpartyList.shape, state.url);
  const add = me?.permissions.includes("counterparty.manage") ? (
    <Button kind="primary" icon={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      {t("list.new")}
    </Button>
  ) : null;
  return (
    <>
      <ListPage
        list={counterpartyList}
        state={state}
        title={t("list.title")}
        tabs={{ label: t("list.tabs"), of: COUNTERPARTY_VIEWS.map((id) => ({ id, label: t(`list.tab.${id}`) })) }}
        chips={[chip("q", t("list.search"))]}
        columns={useCounterpartyColumns()}
        rows={state.loaded.rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/counterparties/${row.id}`}
        add={add}
        empty={<EmptyState title={t("list.empty.title")} text={t("list.empty.text")} actions={add} />}
      />
      <CounterpartyDialog opened={creating} onClose={() => setCreating(false)} />
    </>
  );
}
