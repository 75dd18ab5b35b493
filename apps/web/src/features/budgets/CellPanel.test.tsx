// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { AUTHOR, ID, me, reference } from "../../../test/samples.ts";
import { startServer, type Body, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import BudgetPage from "./BudgetPage.tsx";

const GRID = "/api/v1/budgets/grid";
const CELL = "/api/v1/budgets/cells/{id}";

type Line = Body<"get", typeof GRID>["lines"][number];

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
});

const figures = {
  closed: false,
  planMinor: 9_000_000_00,
  actualMinor: 1_000_000_00,
  committedMinor: 2_000_000_00,
  inWorkMinor: 0,
  grantedMinor: 0,
  availableMinor: 6_000_000_00,
  forecastMinor: 3_000_000_00,
  deviationMinor: -8_000_000_00,
};

function line(code: string, name: string, months: string[]): Line {
  return {
    lineId: code,
    branch: { id: ID.branch, name: "Almaty" },
    project: null,
    costItem: { id: ID.item, code, name },
    group: { id: ID.group, code: "02", name: "Supplies" },
    responsible: null,
    cells: months.map((month) => ({ ...figures, cellId: `${code}-${month}`, month: `2026-${month}-01` })),
  };
}

function cell(change: Partial<Schema<"BudgetCell">> = {}): Schema<"BudgetCell"> {
  const place = { lineId: "02.01", branchId: ID.branch, projectId: null, costItemId: ID.item, month: "2026-03-01" };
  return { ...figures, ...place, cellId: "02.01-03", entries: [], holdings: [], ...change };
}

const record = { id: ID.request, kind: "request" as const, number: "PAY-1", title: "Қолғап", status: "approval" };

function entry(change: Partial<Schema<"BudgetCell">["entries"][number]> = {}): Schema<"BudgetCell">["entries"][number] {
  return {
    id: 1,
    kind: "commit",
    cause: "approved",
    amountMinor: 500_000_00,
    at: "2026-03-10T07:00:00.000Z",
    actor: AUTHOR,
    reason: null,
    hidden: false,
    record,
    ...change,
  };
}

async function panel(shown: Schema<"BudgetCell">) {
  server.answer("get", GRID, { lines: [line("02.01", "Gloves", ["03"])] });
  server.answer("get", CELL, shown);
  const drawn = show(<BudgetPage />, { at: `/budgets?year=2026&cell=${ID.item}.3`, route: "/budgets" });
  return { ...drawn, box: await screen.findByRole("complementary", { name: "02.01 Gloves" }) };
}

const plain = (element: Element | undefined) => element?.textContent?.replaceAll(/\s/gu, " ") ?? "";

it("tells every move of the cell, the first one first, with its record, its cause and its reason", async () => {
  const { box } = await panel(
    cell({
      entries: [
        entry({ id: 3, amountMinor: -500_000_00, cause: "cancelled", reason: "Қажет емес" }),
        entry({ id: 2 }),
        entry({ id: 1, kind: "plan", cause: "plan", record: null, amountMinor: 9_000_000_00 }),
        entry({ id: 4, kind: "in_work", cause: "submitted" }),
      ],
    }),
  );
  expect(await within(box).findByText("3 entries")).toBeDefined();
  const [plan, taken, released] = within(box).getAllByRole("listitem");
  expect(plain(plan)).toContain("Plan approved · Aliya Author");
  expect(plain(taken)).toContain("Commitment");
  expect(
    within(taken ?? box)
      .getByRole("link", { name: "PAY-1 · Қолғап" })
      .getAttribute("href"),
  ).toBe(`/requests/${ID.request}`);
  expect(plain(released)).toContain("Commitment released");
  expect(plain(released)).toContain("Қажет емес");
});

it("says that a record stands behind an entry which the reader may not see", async () => {
  const { box } = await panel(cell({ entries: [entry({ record: null, hidden: true })] }));
  expect(await within(box).findByText("Records you may not see")).toBeDefined();
  expect(within(box).queryByRole("link")).toBeNull();
});

it("lists what is submitted, with where it stands and how much it will take", async () => {
  const held = { actualMinor: 0, committedMinor: 0, grantedMinor: 0 };
  const { box } = await panel(
    cell({
      holdings: [
        { ...held, inWorkMinor: 700_000_00, record },
        { ...held, inWorkMinor: 0, record: { ...record, id: "settled", title: "Settled" } },
      ],
    }),
  );
  expect(await within(box).findByText("Nothing has moved yet")).toBeDefined();
  expect(plain(box)).toContain("700 000 ₸");
  expect(within(box).getAllByRole("link")).toHaveLength(1);
});

it("says that the month is closed", async () => {
  const { box } = await panel(cell({ closed: true }));
  expect(await within(box).findByText("Month closed")).toBeDefined();
  expect(within(box).getByText("Nothing is submitted")).toBeDefined();
});

it("tries again when the cell did not come, and goes away from the address when it is closed", async () => {
  server.answer("get", GRID, { lines: [line("02.01", "Gloves", ["03"])] });
  server.fail("get", CELL);
  const { user, address } = show(<BudgetPage />, { at: `/budgets?year=2026&cell=${ID.item}.3`, route: "/budgets" });
  const box = await screen.findByRole("complementary");
  const again = await within(box).findByRole("button", { name: "Retry" });
  server.answer("get", CELL, cell());
  await user.click(again);
  expect(await within(box).findByText("Nothing has moved yet")).toBeDefined();
  await user.click(within(box).getByRole("button", { name: "Close the panel" }));
  await vi.waitFor(() => expect(address()).not.toContain("cell="), 30_000);
  expect(screen.queryByRole("complementary")).toBeNull();
});
