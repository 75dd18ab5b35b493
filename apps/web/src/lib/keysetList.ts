import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";

interface Page<Row> {
  items: readonly Row[];
  /** Pass as `after`; null at the end. */
  next: string | null;
}

/** Rows of a list loaded page by page, in the form `DataTable` takes: `<DataTable {...useKeysetList(…)} />`. */
export interface KeysetList<Row> {
  rows: readonly Row[];
  state: "loading" | "error" | "ready";
  hasMore: boolean;
  onMore: () => void;
  /** Why they did not come. */
  error: unknown;
  onRetry: () => void;
}

/**
 * Loads a list by cursor; `key` holds everything the answer depends on (it starts with `list` for the live news).
 * While a new filter loads, the rows of the old one stay.
 */
export function useKeysetList<Row>(
  key: readonly unknown[],
  load: (after: string | undefined, signal: AbortSignal) => Promise<Page<Row>>,
): KeysetList<Row> {
  const query = useInfiniteQuery({
    queryKey: ["list", ...key],
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: firstPage(),
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return {
    rows: query.data?.pages.flatMap((page) => page.items) ?? [],
    state: query.isPending ? "loading" : query.isError && !query.data ? "error" : "ready",
    hasMore: query.hasNextPage,
    onMore: () => {
      if (!query.isFetching) void query.fetchNextPage();
    },
    error: query.error,
    onRetry: () => void query.refetch(),
  };
}

function firstPage(): string | undefined {
  return undefined;
}
