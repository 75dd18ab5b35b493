// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { ID, me, reference } from "../../../test/samples.ts";
import { startServer } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { EscalatedList } from "./EscalatedList.tsx";
import type { Escalated } from "./myDayQueries.ts";

const AT = new Date("2026-11-20T13:00:00Z");

beforeEach(() => {
  const server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
});

const row = (change: Partial<Escalated> = {}): Escalated => ({
  id: ID.request,
  recordKind: "task",
  number: "T-7",
  title: "Reconcile the balances",
  typeCode: "",
  status: "in_progress",
  dueAt: "2026-11-18T13:00:00.000Z",
  awaited: [{ name: "Hakim Head", reason: "task", since: "2026-11-16T05:00:00.000Z", taskTitle: null }],
  ...change,
});

it("shows what is late, with whom it waits for and the way to it", async () => {
  show(<EscalatedList escalated={[row()]} meName="Madina Me" at={AT} />);
  expect(await screen.findByRole("heading", { name: /Late work of your people/ })).toBeDefined();
  const [line] = screen.getAllByRole("listitem");
  expect(line?.textContent).toContain("Hakim Head is doing it");
  const link = within(line ?? document.body).getByRole("link", { name: "Reconcile the balances" });
  expect(link.getAttribute("href")).toBe(`/tasks/${ID.request}`);
});

it("names the task of a request that it waits for, and the queue that nobody takes it from", async () => {
  const asked = { name: null, reason: "take", since: "2026-11-16T05:00:00.000Z", taskTitle: "Check the invoice" };
  show(<EscalatedList escalated={[row({ recordKind: "request", awaited: [asked] })]} meName="Madina Me" at={AT} />);
  const [line] = await screen.findAllByRole("listitem");
  expect(line?.textContent).toContain("Check the invoice");
});

it("is not there where nothing is late", () => {
  const { container } = show(<EscalatedList escalated={[]} meName="Madina Me" at={AT} />);
  expect(container.textContent).toBe("");
});
