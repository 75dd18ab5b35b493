import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ApprovalSheet } from "../records/approval/ApprovalSheet.tsx";
import { documentQuery } from "./documentQueries.ts";

/** The approval sheet of a document; its version is the version of the file. */
export default function DocumentSheetPage() {
  const { t } = useTranslation("documents");
  const { id = "" } = useParams({ strict: false });
  const { data: card } = useSuspenseQuery(documentQuery(id));
  const file = card.files.find((one) => one.fieldKey === "file" && one.current);
  return (
    <ApprovalSheet
      {...card}
      crumbs={[
        { label: t("page.crumb"), to: "/documents" },
        { label: card.number ?? card.title, to: `/documents/${id}` },
      ]}
      author={card.author.name}
      status={t(`status:document.${card.status}`)}
      version={file?.versionNo ?? 1}
      approval={card.approval}
      next={card.explain?.next ?? []}
    />
  );
}
