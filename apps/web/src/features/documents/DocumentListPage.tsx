import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNames } from "../../lib/reference.ts";
import { meQuery } from "../../lib/session.ts";
import { ButtonLink } from "../../ui/action/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { useChips } from "../lists/chips.tsx";
import { ListPage } from "../lists/ListPage.tsx";
import { useList } from "../lists/useList.ts";
import { useDocumentColumns } from "./documentColumns.tsx";
import { DOCUMENT_VIEWS, documentList } from "./documentList.ts";

/** The archive of documents, newest first. */
export default function DocumentListPage() {
  const { t } = useTranslation(["documents", "lists"]);
  const names = useNames();
  const state = useList(documentList);
  const { chip } = useChips(documentList.shape, state.url);
  const { data: me } = useQuery(meQuery);
  const mayAdd = ["document.create", "document.manage"].some((right) => me?.permissions.includes(right));
  const add = mayAdd ? (
    <ButtonLink kind="primary" to="/documents/new" icon={<IconPlus size={16} />}>
      {t("list.new")}
    </ButtonLink>
  ) : null;
  return (
    <ListPage
      list={documentList}
      state={state}
      title={t("list.title")}
      tabs={{ label: t("list.tabs"), of: DOCUMENT_VIEWS.map((id) => ({ id, label: t(`list.tab.${id}`) })) }}
      chips={[
        chip("q", t("lists:filter.search")),
        chip("kindCode", t("list.kind"), names.documentKinds),
        chip("basis", t("list.filter.basis"), t("list.filter.basisYes")),
      ]}
      columns={useDocumentColumns()}
      rows={state.loaded.rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/documents/${row.id}`}
      add={add}
      empty={<EmptyState title={t("list.empty.title")} text={t(mayAdd ? "list.empty.text" : "list.empty.none")} actions={add} />}
    />
  );
}
