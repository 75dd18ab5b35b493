/** While one story waits for the database, another goes on. */
const LANES = 4;

/** Does the work for every item, begun in their order, several at a time. @throws what the first of them throws, once none is under way */
export async function inLanes<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = items.values();
  const failed: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (const item of left) {
      if (failed.length > 0) return;
      await work(item).catch((error: unknown) => failed.push(error));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  if (failed.length > 0) throw failed[0];
}
