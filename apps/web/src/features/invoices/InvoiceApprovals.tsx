import { useQuery } from "@tanstack/react-query";
import { api, call } from "../../lib/api.ts";
import { useTranslation } from "react-i18next";
import { useNames } from "../../lib/reference.ts";
import { ApprovalCard } from "../records/approval/ApprovalCard.tsx";
import { fieldWords, stepConditions, typeOf } from "../../lib/requestType.ts";

/** Who approved: the run of the invoice's request, where the reader may see it. */
export function InvoiceApprovals({ requestId, meId }: { requestId: string; meId: string }) {
  const { data } = useQuery({
    queryKey: ["record", requestId, "approvals"],
    queryFn: () => call(api.GET("/api/v1/requests/{id}", { params: { path: { id: requestId } } })),
  });
  const { i18n } = useTranslation();
  const { reference } = useNames();
  if (!data?.approval) return null;
  const type = typeOf(reference, data.typeId, data.typeCode);
  return (
    <ApprovalCard
      approval={data.approval}
      next={data.explain.next}
      conditions={stepConditions(type)}
      labels={fieldWords(type, i18n.language)}
      meId={meId}
      sheet={`/requests/${requestId}/sheet`}
    />
  );
}
