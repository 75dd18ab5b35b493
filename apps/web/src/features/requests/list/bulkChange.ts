import type { RequestRow } from "../requestQueries.ts";

/** What one change of many records came to; the list keeps its order. */
export interface BulkResult {
  row: RequestRow;
  /** Why it was refused; absent when it was done. */
  error?: unknown;
}

const AT_ONCE = 4;

/** Changes each record by its own rules: one refusal spoils no other. */
export async function changeEach(
  rows: readonly RequestRow[],
  change: (row: RequestRow) => Promise<unknown>,
): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  const queue = rows.map((row, index) => ({ row, index }));
  async function work() {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { row, index } = next;
      results[index] = await change(row).then(
        () => ({ row }),
        (error: unknown) => ({ row, error }),
      );
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
