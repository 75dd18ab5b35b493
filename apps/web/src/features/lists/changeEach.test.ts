import { expect, it } from "vitest";
import { changeEach } from "./changeEach.ts";

const rows = Array.from({ length: 9 }, (_, index) => ({ id: String(index) }));

it("changes every row, four at a time, and keeps order and refusals apart", async () => {
  let running = 0;
  let most = 0;
  const results = await changeEach(rows, async ({ id }) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 9 - Number(id)));
    running -= 1;
    if (id === "3") throw new Error("refused");
  });
  expect(most).toBe(4);
  expect(results.map((one) => one.row.id)).toEqual(rows.map((row) => row.id));
  expect(results.filter((one) => one.error).map((one) => one.row.id)).toEqual(["3"]);
});
