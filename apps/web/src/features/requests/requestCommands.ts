import { api, call } from "../../lib/api.ts";
import type { RequestRow } from "./requestQueries.ts";

/** Takes a new request to work. */
export function takeRequest({ id, version }: Pick<RequestRow, "id" | "version">): Promise<unknown> {
  return call(api.POST("/api/v1/requests/{id}/transitions", { params: { path: { id } }, body: { action: "take", version } }));
}

/** Changes fields of the card: responsible, deadline, priority. */
export function changeRequest(
  { id, version }: Pick<RequestRow, "id" | "version">,
  values: Record<string, unknown>,
): Promise<unknown> {
  return call(api.PATCH("/api/v1/requests/{id}", { params: { path: { id } }, body: { version, values } }));
}
