import { api, call } from "../../../lib/api.ts";
import { approveRequest, withdrawVotes } from "../record/actions/requestMoves.ts";
import type { RequestRow } from "../requestQueries.ts";
import { LeftAlone, unfitForList } from "./bulkVotes.ts";

/**
 * Approves at the reader's open steps, on the version the list shows. Returns the way back.
 *
 * @throws LeftAlone where the page has to be opened, ApiError as any vote does
 */
export async function approveFromList({ id, version }: Pick<RequestRow, "id" | "version">): Promise<() => Promise<unknown>> {
  const request = await call(api.GET("/api/v1/requests/{id}", { params: { path: { id } } }));
  const unfit = unfitForList(request);
  if (unfit !== undefined) throw new LeftAlone(unfit);
  const approved = await approveRequest(request, version, {});
  const cast = request.votes
    .map(({ stepId }) => stepId)
    .filter((stepId) => !approved.votes.some((vote) => vote.stepId === stepId));
  return () => withdrawVotes(approved, cast);
}
