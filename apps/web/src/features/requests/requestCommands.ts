import { api, call } from "../../lib/api.ts";
import type { RequestRow } from "./requestQueries.ts";

/** An action that asks nothing: take a new request to work, remind those awaited. */
export function actOn({ id, version }: Pick<RequestRow, "id" | "version">, action: "take" | "remind"): Promise<unknown> {
  return call(api.POST("/api/v1/requests/{id}/transitions", { params: { path: { id } }, body: { action, version } }));
}

/** Changes fields of the card: responsible, deadline, priority. */
export function changeRequest(
  { id, version }: Pick<RequestRow, "id" | "version">,
  values: Record<string, unknown>,
): Promise<unknown> {
  return call(api.PATCH("/api/v1/requests/{id}", { params: { path: { id } }, body: { version, values } }));
}
