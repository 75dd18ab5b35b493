import { api, call } from "./api.ts";

/** People whose name fits, for `PersonPicker`; "" gives the first ones. */
export async function findPeople(query: string, signal: AbortSignal): Promise<{ id: string; label: string; note?: string }[]> {
  const page = await call(
    api.GET("/api/v1/people", { params: { query: { ...(query ? { q: query } : {}), state: "active", limit: 20 } }, signal }),
  );
  return page.items.map(({ id, name, position }) => ({ id, label: name, ...(position ? { note: position } : {}) }));
}
