import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "../lib/errors.ts";

/** Server data. Refusals (4xx) are answers and not asked again; a lost connection is retried. */
export const cache = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, gcTime: 10 * 60_000, retry: retryable, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

function retryable(failures: number, error: unknown): boolean {
  const status = error instanceof ApiError ? error.problem.status : 0;
  return failures < 2 && (status === 0 || status >= 500);
}
