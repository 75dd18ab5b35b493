/** What one change of many records came to; the list keeps its order. */
export interface BulkResult<Row> {
  row: Row;
  /** Why it was refused; absent when it was done. */
  error?: unknown;
}

const AT_ONCE = 4;

/** Changes each record by its own rules: one refusal spoils no other. */
export async function changeEach<Row>(rows: readonly Row[], change: (row: Row) => Promise<unknown>): Promise<BulkResult<Row>[]> {
  const results: BulkResult<Row>[] = [];
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
