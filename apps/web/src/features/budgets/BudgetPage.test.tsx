// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { ID, me, reference } from "../../../test/samples.ts";
import { startServer, type Body, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import BudgetPage from "./BudgetPage.tsx";

type Line = Body<"get", "/api/v1/budgets/grid">["lines"][number];
type Cell = Line["cells"][number];

/** Figures that no sum of the page could give: what it shows is what it was told. */
function cell(month: string, change: Partial<Cell> = {}): Cell {
  return {
    cellId: `${ID.cell.slice(0, -2)}${month}`,
    month: `2026-${month}-01`,
    closed: false,
    planMinor: 9_000_000_00,
    actualMinor: 1_000_000_00,
    committedMinor: 2_000_000_00,
    inWorkMinor: 0,
    grantedMinor: 0,
    availableMinor: 5_555_000_00,
    forecastMinor: 3_000_000_00,
    deviationMinor: -8_000_000_00,
    ...change,
  };
}

function line(cells: Cell[], branch = "Almaty"): Line {
  return {
    lineId: `line-${branch}`,
    branch: { id: branch, name: branch },
    project: null,
    costItem: { id: ID.item, code: "02.01", name: "Gloves" },
    group: { id: ID.group, code: "02", name: "Supplies" },
    responsible: null,
    cells,
  };
}

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
});

function page(lines: Line[], search = "") {
  server.answer("get", "/api/v1/budgets/grid", { lines });
  return show(<BudgetPage />, { at: `/budgets?year=2026${search}`, route: "/budgets" });
}

const plain = (text: string | null | undefined) => text?.replaceAll(/[\u00a0\u202f]/g, " ") ?? "";

it("shows what is available as the server says it", async () => {
  page([line([cell("03")])], "&mode=available");
  const pressed = await screen.findByRole("button", { name: /02.01 Gloves, March 2026/ });
  expect(plain(pressed.textContent)).toContain("5 555");
});

it("calls a month over the limit when any branch of it is", async () => {
  page([line([cell("03")]), line([cell("03", { cellId: "second", availableMinor: -1 })], "Astana")]);
  expect(await screen.findByRole("button", { name: /March 2026: .*over the limit/ })).toBeDefined();
  expect(screen.getByText("1 cell over the limit")).toBeDefined();
});

it("folds a group and keeps its sums", async () => {
  const { user } = page([line([cell("03")])]);
  await user.click(await screen.findByRole("button", { name: "Supplies" }));
  expect(screen.queryByRole("button", { name: /02.01 Gloves/ })).toBeNull();
  expect(plain(screen.getByRole("row", { name: /Supplies/ }).textContent)).toContain("3 000");
});

it("shows first which branches a cell is made of, then one of them", async () => {
  server.answer("get", "/api/v1/budgets/cells/{id}", {
    ...cell("03", { grantedMinor: 40_00, availableMinor: -40_00 }),
    lineId: "line",
    branchId: ID.branch,
    projectId: null,
    costItemId: ID.item,
    holdings: [],
    entries: [],
  });
  const { user } = page([line([cell("03")]), line([cell("03", { cellId: "second" })], "Astana")]);
  await user.click(await screen.findByRole("button", { name: /March 2026/ }));
  const panel = await screen.findByRole("complementary", { name: "02.01 Gloves" });
  await user.click(within(panel).getByRole("button", { name: /Astana/ }));
  expect(await within(panel).findByText("Over-limit grants")).toBeDefined();
  expect(plain(panel.textContent)).toContain("−40 ₸");
  expect(server.calls("get", "/api/v1/budgets/cells/{id}").map(({ path }) => path)).toEqual(["/api/v1/budgets/cells/second"]);
  await user.click(within(panel).getByRole("button", { name: "Back to the branches" }));
  expect(within(panel).getByRole("button", { name: /Almaty/ })).toBeDefined();
});

it("says so when there is nothing to see, and offers to try again when it did not load", async () => {
  const { unmount } = page([]);
  expect(await screen.findByText("No budget lines for 2026")).toBeDefined();
  unmount();
  server.refuse("get", "/api/v1/budgets/grid", { status: 500, code: "internal" });
  const { user } = show(<BudgetPage />, { at: "/budgets?year=2026", route: "/budgets" });
  const again = await screen.findByRole("button", { name: "Retry" });
  server.answer("get", "/api/v1/budgets/grid", { lines: [line([cell("03")])] });
  await user.click(again);
  await vi.waitFor(() => expect(screen.getByRole("button", { name: /March 2026/ })).toBeDefined(), 30_000);
});

it("opens the cells over the limit one after the other, and says why one is red within its plan", async () => {
  const over = { availableMinor: -100_00 };
  const { user, address } = page([
    line([cell("03", over), cell("07", over)]),
    line([cell("03", { cellId: "a" }), cell("07", { cellId: "b" })], "Astana"),
  ]);
  const next = await screen.findByRole("button", { name: "2 cells over the limit" });
  const march = screen.getByRole("button", { name: /March 2026/ });
  expect(march.title).toBe("Together within the plan, but over the limit: Almaty");
  await user.click(next);
  expect(address()).toContain(`cell=${ID.item}.3`);
  await user.click(screen.getByRole("button", { name: "2 cells over the limit" }));
  expect(address()).toContain(`cell=${ID.item}.7`);
  await user.click(screen.getByRole("button", { name: "2 cells over the limit" }));
  expect(address()).toContain(`cell=${ID.item}.3`);
});
