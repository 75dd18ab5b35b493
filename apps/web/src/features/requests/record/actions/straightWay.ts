import type { RequestType } from "@tartip/domain/requests/type";
import { statusOf } from "../../requestQueries.ts";
import type { RequestView } from "../../requestQueries.ts";

/** The statuses a request passes when nothing goes wrong, and whose place a side status takes. */
export function straightWay(request: RequestView, type: RequestType | undefined): { steps: string[]; insteadOf?: string } {
  const approved = (type?.steps.some((step) => step.as === "approval") ?? true) && !wentWithout(request);
  const waiting = statusOf({ ...request, status: "waiting" });
  const steps = ["new", "in_progress", ...(approved ? ["approval"] : []), waiting, "done", "closed"];
  const { status } = request;
  if (status === "draft") return { steps: ["draft", ...steps] };
  if (status === "rework")
    return { steps, insteadOf: request.returned?.from === "done" ? "done" : approved ? "approval" : "in_progress" };
  if (status === "rejected")
    return { steps: steps.slice(0, rejectedAt(request)), insteadOf: steps[rejectedAt(request) - 1] ?? "new" };
  return { steps };
}

const BEYOND_APPROVAL = new Set(["waiting", "done", "closed"]);

/** Whether nobody had to be asked, or has to be as the request is filled in; where it stands in approval, somebody has. */
function wentWithout({ status, approval, approvalAhead }: RequestView): boolean {
  return !approval && status !== "approval" && (BEYOND_APPROVAL.has(status) || !approvalAhead);
}

/** How far a rejected request had come. */
function rejectedAt({ approval, acceptedAt }: RequestView): number {
  return approval ? 3 : acceptedAt ? 2 : 1;
}
