import type { paths } from "@tartip/api-client";
import { api, call } from "../../../../lib/api.ts";
import type { RequestView } from "../../requestQueries.ts";

type Body = paths["/api/v1/requests/{id}/transitions"]["post"]["requestBody"]["content"]["application/json"];
export type Move = Omit<Body, "version">;

/** Takes one action. @throws ApiError: 409 when somebody was faster, 422 with what stands in the way */
export function moveRequest(id: string, version: number, move: Move): Promise<RequestView> {
  return call(api.POST("/api/v1/requests/{id}/transitions", { params: { path: { id } }, body: { ...move, version } }));
}

interface Approval {
  comment?: string | undefined;
  /** Fields the reader's steps own, filled in the vote. */
  fields?: Record<string, unknown> | undefined;
}

/**
 * One press, as many decisions as the reader has open steps (a step of the route and the decision on the excess
 * are recorded apart): each is posted in turn on the version the one before left.
 */
export async function approveRequest(
  request: RequestView,
  version: number,
  { comment, fields = {} }: Approval,
): Promise<RequestView> {
  let latest: RequestView = { ...request, version };
  for (const { stepId, ownsFields } of request.votes) {
    // The vote before may have finished this one too («совмещено»).
    if (!latest.votes.some((vote) => vote.stepId === stepId)) continue;
    const own = Object.fromEntries(Object.entries(fields).filter(([key]) => ownsFields.includes(key)));
    latest = await moveRequest(request.id, latest.version, {
      action: "approve",
      stepId,
      ...(comment ? { comment } : {}),
      ...(Object.keys(own).length > 0 ? { fields: own } : {}),
    });
  }
  return latest;
}

/** Takes back the votes of one press, the last one first. @throws ApiError when somebody acted after them */
export async function withdrawVotes(request: RequestView, stepIds: readonly string[]): Promise<RequestView> {
  let latest = request;
  for (const stepId of [...stepIds].reverse())
    latest = await moveRequest(request.id, latest.version, { action: "withdraw", stepId });
  return latest;
}

/** Changes fields of the card. @throws ApiError: 409 when somebody was faster, 400 with the wrong fields */
export function changeRequest(id: string, version: number, values: Record<string, unknown>) {
  return call(api.PATCH("/api/v1/requests/{id}", { params: { path: { id } }, body: { version, values } }));
}

/** A draft with the same values. */
export function copyRequest(id: string) {
  return call(api.POST("/api/v1/requests/{id}/copy", { params: { path: { id } } }));
}

/** The amount over the limit that the reader's open steps would allow, minor units; 0 when there is none. */
export function allowedExcess({ votes, approval }: RequestView): number {
  const steps = approval?.steps ?? [];
  const figures = votes.flatMap(({ stepId }) => steps.find((step) => step.id === stepId)?.figure?.missingMinor ?? []);
  return Math.max(0, ...figures);
}
