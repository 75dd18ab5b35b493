// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { ID, me, request } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { Decisions } from "./Decisions.tsx";
import type { Decision } from "./myDayQueries.ts";

const AT = new Date("2026-11-16T10:00:00Z");
const TRANSITIONS = "/api/v1/requests/{id}/transitions";

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("post", TRANSITIONS, request({ status: "waiting", version: 4 }));
});

function decision(change: Partial<Decision> = {}): Decision {
  return {
    id: ID.request,
    number: "PAY-2026-000001",
    title: "Gloves",
    typeCode: "payment",
    status: "approval",
    priority: 2,
    version: 3,
    stepIds: [ID.step],
    kind: "decision",
    since: "2026-11-16T08:00:00.000Z",
    dueAt: null,
    amountMinor: 30_00,
    currency: "KZT",
    counterpartyName: "Supplier",
    budget: { planMinor: 100_00, actualMinor: 20_00, committedMinor: 10_00, thisMinor: 30_00, leftMinor: 40_00 },
    ...change,
  };
}

const OTHER = decision({ id: "00000000-0000-4000-8000-000000000011", title: "Masks", amountMinor: 70_00, currency: "USD" });
const plain = (text: string | null | undefined) => text?.replaceAll("\u00a0", " ") ?? "";

it("says what remains after each, and how far over it goes", async () => {
  const over = { planMinor: 50_00, actualMinor: 20_00, committedMinor: 10_00, thisMinor: 30_00, leftMinor: -10_00 };
  show(
    <Decisions at={AT} decisions={[decision(), { ...OTHER, budget: over }, { ...OTHER, id: "x", title: "No", budget: null }]} />,
  );
  const [, first, second, third] = await screen.findAllByRole("row");
  expect(plain(first?.textContent)).toContain("40 ₸ will remain");
  expect(plain(second?.textContent)).toContain("over by 10 ₸ (20 %)");
  expect(plain(third?.textContent)).toContain("The budget does not change");
});

it("adds up the base currency alone", async () => {
  const { container } = show(<Decisions at={AT} decisions={[decision(), OTHER]} />);
  await screen.findByText("Masks");
  expect(plain(container.textContent)).toMatch(/totalling 30 ₸/);
});

it("approves the row under the keys at its step and version", async () => {
  const { user } = show(<Decisions at={AT} decisions={[decision(), OTHER]} />);
  await screen.findByText("Masks");
  await user.keyboard("jja");
  await vi.waitFor(() => expect(server.calls("post", TRANSITIONS)).toHaveLength(1), 30_000);
  expect(server.calls("post", TRANSITIONS)[0]).toMatchObject({
    path: `/api/v1/requests/${OTHER.id}/transitions`,
    body: { action: "approve", stepId: ID.step, version: 3 },
  });
  expect(await screen.findByText("Approved: Masks")).toBeDefined();
});

it("leaves an excess to the page where its figures stand", async () => {
  const { user, address } = show(<Decisions at={AT} decisions={[decision({ kind: "over_limit" })]} />);
  const row = (await screen.findAllByRole("row"))[1];
  await user.click(within(row ?? document.body).getByRole("button", { name: /Decide/ }));
  await vi.waitFor(() => expect(address()).toBe(`/requests/${ID.request}`), 30_000);
  expect(server.calls("post", TRANSITIONS)).toEqual([]);
});

it("opens the one document that waits, and leads to the list of documents when several do", async () => {
  const paper = decision({ recordKind: "document", title: "Contract", budget: null });
  const { user, address } = show(<Decisions at={AT} decisions={[paper]} />);
  await screen.findByRole("link", { name: "Return or reject: Contract" });
  await user.click(screen.getByRole("link", { name: "Open the document" }));
  await vi.waitFor(() => expect(address()).toBe(`/documents/${ID.request}`), 30_000);
  show(<Decisions at={AT} decisions={[paper, { ...paper, id: OTHER.id }]} />);
  expect((await screen.findByRole("link", { name: "Open as a list" })).getAttribute("href")).toContain(
    "/documents?view=approval",
  );
});

it("says so when no decision is awaited", async () => {
  show(<Decisions at={AT} decisions={[]} />);
  expect(await screen.findByText("No decision is expected from you now.")).toBeDefined();
  expect(screen.queryByRole("table")).toBeNull();
});
