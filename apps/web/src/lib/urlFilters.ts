import { useNavigate, useSearch } from "@tanstack/react-router";

/** Filters of a list as they stand in the address: `?status=new,approval&branch=…&sort=-dueAt`. */
export interface UrlFilters {
  /** One value, or undefined when not set. */
  get: (name: string) => string | undefined;
  /** Several values, comma separated in the address. */
  list: (name: string) => readonly string[];
  /** Sets or (undefined, empty) takes off; the address changes without a new history entry. */
  set: (changes: Record<string, string | readonly string[] | undefined>) => void;
  /** Takes off all but the named ones (the view, the sort). */
  reset: (keep?: readonly string[]) => void;
  /** All of them, for the query key and the query string. */
  all: Readonly<Record<string, string>>;
}

/** Reads and writes the filters of the page at hand; «back» leads to the page before, not to each filter. */
export function useUrlFilters(): UrlFilters {
  const all = useSearch({ strict: false, select: texts });
  const navigate = useNavigate();
  const go = (search: Record<string, string>) => void navigate({ to: ".", search, replace: true });
  return {
    all,
    get: (name) => all[name],
    list: (name) => all[name]?.split(",") ?? [],
    set: (changes) => go(changed(all, changes)),
    reset: (keep = []) => go(Object.fromEntries(Object.entries(all).filter(([name]) => keep.includes(name)))),
  };
}

/** The search after `changes`; empty values leave no trace in the address. */
export function changed(
  all: Readonly<Record<string, string>>,
  changes: Record<string, string | readonly string[] | undefined>,
): Record<string, string> {
  const next = Object.entries({ ...all, ...changes }).map(([name, value]) => [
    name,
    typeof value === "string" ? value : (value ?? []).join(","),
  ]);
  return Object.fromEntries(next.filter(([, value]) => value !== ""));
}

function texts(search: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)]));
}
