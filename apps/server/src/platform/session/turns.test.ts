import { expect, it } from "vitest";
import { createTurns } from "./turns.ts";

/** Takes turns at once in this order and tells in which order they came; each ends as soon as it has begun. */
async function served(most: { atOnce: number; waiting: number }, places: string[]): Promise<string[]> {
  const turns = createTurns(most);
  const done: string[] = [];
  const first = await turns("first");
  const all = places.map(async (place, n) => {
    try {
      const end = await turns(place);
      done.push(`${place}${n}`);
      end();
    } catch (error) {
      done.push(`${place}${n} ${error instanceof Error ? error.message : ""}`);
    }
  });
  first();
  await Promise.all(all);
  return done;
}

it("serves each place in its turn, however many wait from another", async () => {
  expect(await served({ atOnce: 1, waiting: 10 }, ["a", "a", "a", "b", "a", "c"])).toEqual(["a0", "b3", "c5", "a1", "a2", "a4"]);
});

it("lets the place with the most lose its latest when too many wait, never a newcomer", async () => {
  const lost = "too many passwords are being checked";
  const order = await served({ atOnce: 1, waiting: 3 }, ["a", "a", "a", "b", "c"]);
  expect(order.toSorted()).toEqual(["a0", `a1 ${lost}`, `a2 ${lost}`, "b3", "c4"]);
});

it("works on no more at once than it may", async () => {
  const turns = createTurns({ atOnce: 2, waiting: 100 });
  let now = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const end = await turns(String(n % 3));
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      end();
    }),
  );
  expect(most).toBe(2);
});
