import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ApprovalSheet } from "../records/approval/ApprovalSheet.tsx";
import { requestQuery, statusOf } from "../requests/requestQueries.ts";

/** The approval sheet of a request. */
export default function ApprovalSheetPage() {
  const { t } = useTranslation("approvals");
  const { id = "" } = useParams({ strict: false });
  const { data: request } = useSuspenseQuery(requestQuery(id));
  return (
    <ApprovalSheet
      {...request}
      crumbs={[
        { label: t("shell:nav.request"), to: "/requests" },
        { label: request.number ?? request.title, to: `/requests/${id}` },
      ]}
      author={request.author.name}
      status={t(`status:request.${statusOf(request)}`)}
      next={request.explain.next}
    />
  );
}
