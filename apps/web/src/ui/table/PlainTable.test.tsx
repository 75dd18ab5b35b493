// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { show } from "../../../test/show.tsx";
import { PlainTable } from "./PlainTable.tsx";

const ROWS = [
  { name: "Gloves", price: 5 },
  { name: "Masks", price: 7 },
];

function draw(total?: { words: string; value: string }) {
  show(
    <PlainTable
      label="Goods"
      columns={[
        { id: "no", header: "No.", render: (_, index) => index + 1 },
        { id: "name", header: "Name", render: ({ name }) => name },
        { id: "price", header: "Price", number: true, render: ({ price }) => price },
      ]}
      rows={ROWS}
      rowId={({ name }) => name}
      rowClass={({ price }) => (price > 5 ? "dear" : undefined)}
      total={total}
    />,
  );
  return screen.findByRole("region", { name: "Goods" });
}

const texts = (row: HTMLElement) => [...row.children].map((cell) => cell.textContent);

it("reads row by row under its heads, and takes the focus to be scrolled", async () => {
  const box = await draw();
  expect(box.tabIndex).toBe(0);
  expect(within(box).getAllByRole("row").map(texts)).toEqual([
    ["No.", "Name", "Price"],
    ["1", "Gloves", "5"],
    ["2", "Masks", "7"],
  ]);
  expect(box.querySelectorAll("tr.dear")).toHaveLength(1);
  expect(box.querySelectorAll("td[data-number]")).toHaveLength(2);
});

it("sums below the last column", async () => {
  const box = await draw({ words: "In all", value: "12" });
  const foot = within(box).getAllByRole("row").at(-1);
  expect(foot && texts(foot)).toEqual(["In all", "12"]);
  expect(foot?.querySelector("td")?.getAttribute("colspan")).toBe("2");
});
