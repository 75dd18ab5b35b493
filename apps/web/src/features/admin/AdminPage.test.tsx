// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { HEAD, ID, me, reference } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import AdminPage from "./AdminPage.tsx";

const WAITS = {
  personId: ID.author,
  personName: "Aliya Author",
  proposedById: HEAD.id,
  proposedByName: HEAD.name,
  proposedAt: "2026-11-16T05:00:00.000Z",
  mayDecide: true,
  mayDecline: true,
  awaitedNames: ["Madina Me"],
};
const DAYS = {
  id: "days",
  fromDate: "2031-03-10",
  toDate: "2031-03-12",
  request: null,
  awaitsWord: true,
  awaitedNames: ["Madina Me"],
  mayConfirm: true,
  mayCancel: true,
};
const STANDING = {
  kinds: [],
  maxAmountMinor: null,
  restricted: false,
  reason: "",
  declined: false,
  inForce: false,
  mayDecline: false,
  principalId: "cfo",
  principalName: "Chief Financier",
  substituteId: HEAD.id,
  substituteName: HEAD.name,
};

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me({ permissions: ["role.confirm"] }));
  server.answer("get", "/api/v1/reference", reference());
  server.answer("get", "/api/v1/role-proposals", { items: [] });
  server.answer("get", "/api/v1/inside-proposals", { items: [] });
  server.answer("get", "/api/v1/absences", { items: [] });
  server.answer("get", "/api/v1/substitutions", { items: [] });
});

async function card() {
  const drawn = show(<AdminPage />);
  const heading = await screen.findByRole("heading", { name: /^Waiting for a second person/ }, { timeout: 30_000 });
  return { ...drawn, rows: () => [...(heading.closest("section")?.querySelectorAll("li") ?? [])].map((row) => row.textContent) };
}

it("lists whatever waits for a second person, each with whose it is", async () => {
  server.answer("get", "/api/v1/role-proposals", { items: [{ ...WAITS, id: "role", roleCode: "treasurer", branchId: null }] });
  server.answer("get", "/api/v1/inside-proposals", { items: [WAITS] });
  server.answer("get", "/api/v1/absences", { items: [{ ...DAYS, personId: "ceo", personName: "Chief Executive" }] });
  server.answer("get", "/api/v1/substitutions", { items: [{ ...DAYS, ...STANDING, id: "standing" }] });
  const { rows } = await card();
  await vi.waitFor(() => expect(rows()).toHaveLength(4), 30_000);
  expect(rows()[0]).toContain("Aliya Author");
  expect(rows()[1]).toContain("Aliya Author");
  expect(rows()[2]).toMatch(/^Absence.*Chief Executive/);
  expect(rows()[3]).toMatch(/^Substitution: Hakim Head.*Chief Financier/);
  for (const list of ["/api/v1/absences", "/api/v1/substitutions"] as const)
    expect(server.calls("get", list).map(({ query }) => query)).toEqual([{ awaiting: "true" }]);
});

it("says that nothing waits to who would confirm it", async () => {
  await card();
  expect(await screen.findByText("Nothing waits for confirmation")).toBeDefined();
});

it("shows somebody without that right what they proposed themselves, and else no such card", async () => {
  server.answer("get", "/api/v1/me", me({ permissions: ["people.manage"] }));
  const own = { ...WAITS, mayDecide: false };
  server.answer("get", "/api/v1/role-proposals", { items: [{ ...own, id: "role", roleCode: "treasurer", branchId: null }] });
  server.answer("get", "/api/v1/inside-proposals", { items: [own] });
  const { rows, unmount } = await card();
  await vi.waitFor(() => expect(rows()).toHaveLength(2), 30_000);
  expect(screen.getAllByRole("button", { name: "Withdraw" })).toHaveLength(2);
  unmount();
  server.answer("get", "/api/v1/role-proposals", { items: [] });
  server.answer("get", "/api/v1/inside-proposals", { items: [] });
  show(<AdminPage />);
  await screen.findByText("People and access");
  await vi.waitFor(() => expect(server.calls("get", "/api/v1/inside-proposals")).toHaveLength(2), 30_000);
  expect(screen.queryByText("Waiting for a second person")).toBeNull();
});
