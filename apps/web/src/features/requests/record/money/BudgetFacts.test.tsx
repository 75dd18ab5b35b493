// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { ID, me, reference, request } from "../../../../../test/samples.ts";
import { startServer, type Body } from "../../../../../test/server.ts";
import { show } from "../../../../../test/show.tsx";
import { typeOf } from "../../../../lib/requestType.ts";
import { BudgetFacts } from "./BudgetFacts.tsx";

type Figures = NonNullable<Body<"post", "/api/v1/budgets/impact">["cells"][number]["figures"]>;

/** The grant stands beside the plan and enlarges nothing: 100 of 100 are taken, 40 were granted and spent. */
const FIGURES: Figures = {
  planMinor: 100_00,
  actualMinor: 100_00,
  committedMinor: 40_00,
  grantedMinor: 40_00,
  availableMinor: -40_00,
  amountMinor: 30_00,
  leftMinor: -70_00,
  missingMinor: 30_00,
};

function facts(figures: Figures | undefined) {
  const server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
  server.answer("post", "/api/v1/budgets/impact", {
    over: true,
    pct: null,
    unplanned: false,
    cells: [
      {
        cellId: ID.cell,
        branchId: ID.branch,
        projectId: null,
        costItemId: ID.item,
        month: "2026-11-01",
        over: true,
        ...(figures ? { figures } : {}),
      },
    ],
  });
  const card = request({ baseMinor: 30_00, values: { costItem: ID.item, budgetMonth: "2026-11" } });
  const type = typeOf(reference(), card.typeId, card.typeCode);
  return { server, ...show(<BudgetFacts request={card} type={type} />) };
}

const plain = (text: string | null | undefined) => text?.replaceAll(/[\u00a0\u202f]/g, " ") ?? "";

it("shows what the server says is available and left, grants aside", async () => {
  const { server, container } = facts(FIGURES);
  await screen.findByText(/02.01 Gloves/);
  const text = plain(container.textContent);
  expect(text).toContain("−40,00 ₸");
  expect(text).toContain("−70,00 ₸");
  expect(server.calls("post", "/api/v1/budgets/impact")).toMatchObject([
    { body: { requestId: ID.request, lines: [{ costItemId: ID.item, month: "2026-11-01", baseMinor: 30_00 }] } },
  ]);
  expect(screen.getByRole("link").getAttribute("href")).toContain(ID.cell);
});

it("shows nothing of a line that the reader may not see", async () => {
  const { server, container } = facts(undefined);
  await vi.waitFor(() => expect(server.calls("post", "/api/v1/budgets/impact")).toHaveLength(1), 30_000);
  await vi.waitFor(() => expect(container.textContent).not.toContain("₸"), 30_000);
  expect(screen.queryByRole("link")).toBeNull();
});
