import { useQuery } from "@tanstack/react-query";
import { api, call } from "../../lib/api.ts";
import { ApprovalCard } from "../records/approval/ApprovalCard.tsx";

const NO_CONDITIONS: ReadonlyMap<string, unknown> = new Map();
const NO_LABELS: ReadonlyMap<string, string> = new Map();

/** Who approved: the run of the invoice's request, where the reader may see it. */
export function InvoiceApprovals({ requestId, meId }: { requestId: string; meId: string }) {
  const { data } = useQuery({
    queryKey: ["record", requestId, "approvals"],
    queryFn: () => call(api.GET("/api/v1/requests/{id}", { params: { path: { id: requestId } } })),
  });
  if (!data?.approval) return null;
  return (
    <ApprovalCard
      approval={data.approval}
      next={data.explain.next}
      conditions={NO_CONDITIONS}
      labels={NO_LABELS}
      meId={meId}
      sheet={`/requests/${requestId}/sheet`}
    />
  );
}
