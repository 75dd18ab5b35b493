import { api, call } from "../../../lib/api.ts";
import type { Entity } from "../../../ui/input/EntityPicker.tsx";
import type { Mentioned } from "../../../ui/comments/mentions.ts";

/** People who may see the record and so may be called in its comments. */
export async function findMentionable(recordId: string, query: string, signal: AbortSignal): Promise<Mentioned[]> {
  const params = { path: { id: recordId }, query: { q: query } };
  const { items } = await call(api.GET("/api/v1/records/{id}/mentionable", { params, signal }));
  return items;
}

/** People of the directory, for dialogs that name somebody. */
export async function findPeople(query: string, signal: AbortSignal): Promise<Entity[]> {
  const params = { query: { ...(query ? { q: query } : {}), limit: 20 } };
  const { items } = await call(api.GET("/api/v1/people", { params, signal }));
  return items.map(({ id, name, position }) => ({ id, label: name, note: position }));
}
