import { useQueryClient } from "@tanstack/react-query";

interface Place {
  index: number;
  total: number;
  previous: string | undefined;
  next: string | undefined;
}

interface Pages {
  pages: readonly { items: readonly { id: string }[] }[];
}

/** Where a request stands in the list it was opened from (the newest one in memory that holds it); null when none does. */
export function useNeighbours(id: string): Place | null {
  const cache = useQueryClient();
  const lists = cache
    .getQueryCache()
    .findAll({ queryKey: ["list", "requests"] })
    .filter((query) => hasPages(query.state.data))
    .sort((one, other) => other.state.dataUpdatedAt - one.state.dataUpdatedAt);
  for (const { state } of lists) {
    const rows = hasPages(state.data) ? state.data.pages.flatMap((page) => page.items) : [];
    const index = rows.findIndex((row) => row.id === id);
    if (index >= 0) return { index, total: rows.length, previous: rows[index - 1]?.id, next: rows[index + 1]?.id };
  }
  return null;
}

function hasPages(data: unknown): data is Pages {
  return typeof data === "object" && data !== null && "pages" in data && Array.isArray(data.pages) && data.pages.every(hasItems);
}

function hasItems(page: unknown): boolean {
  return typeof page === "object" && page !== null && "items" in page && Array.isArray(page.items);
}
