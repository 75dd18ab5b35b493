import { api, call } from "./api.ts";

interface Found {
  id: string;
  label: string;
  note?: string;
}

/** People whose name fits, for `PersonPicker`; "" gives the first ones. */
export function findPeople(query: string, signal: AbortSignal): Promise<Found[]> {
  return found({ q: query }, signal);
}

/** The same among people the reader may give a task to that belongs to no request. */
export function findDoers(query: string, signal: AbortSignal): Promise<Found[]> {
  return found({ q: query, forTask: true }, signal);
}

async function found({ q, ...filter }: { q: string; forTask?: boolean }, signal: AbortSignal): Promise<Found[]> {
  const query = { ...filter, ...(q ? { q } : {}), state: "active" as const, limit: 20 };
  const page = await call(api.GET("/api/v1/people", { params: { query }, signal }));
  return page.items.map(({ id, name, position }) => ({ id, label: name, ...(position ? { note: position } : {}) }));
}
