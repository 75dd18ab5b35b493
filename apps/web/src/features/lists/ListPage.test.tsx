// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { ID, listedInvoice as invoice, me, reference } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import InvoiceListPage from "../invoices/InvoiceListPage.tsx";

const PAGE = "/api/v1/invoices";
const SUMS = "/api/v1/invoices/summary";

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/me/views", { items: [] });
  server.answer("get", "/api/v1/reference", reference());
  server.answer("get", PAGE, { items: [invoice()], next: null });
  server.answer("get", SUMS, { count: 1, capped: false, totals: [] });
});

const open = (search: string) => show(<InvoiceListPage />, { at: `/invoices${search}`, route: "/invoices" });

it("asks the server what the address says, by the view, the chips and the order", async () => {
  open(`?view=topay&branchId=${ID.branch}&overdue=true&sort=-amount`);
  expect(await screen.findByText("Supplier")).toBeDefined();
  const [asked] = server.calls("get", PAGE);
  expect(asked?.query).toMatchObject({ status: "approved", branchId: ID.branch, overdue: "true", sort: "-amount" });
  const chips = screen.getByRole("group", { name: "Filters" });
  expect(within(chips).getByText("Almaty")).toBeDefined();
});

it("asks for no order and no filter that the list does not know", async () => {
  open("?view=nonsense&sort=nonsense&status=lost");
  await screen.findByText("Supplier");
  expect(server.calls("get", PAGE)[0]?.query).toEqual({ view: "waiting", sort: "payBy", limit: "100" });
});

it("says how many there are and what they sum up to, and counts every view", async () => {
  const totals = [{ currency: "KZT", count: 9, amountMinor: 900_00, paidMinor: 0, baseMinor: 900_00 }];
  server.answer("get", SUMS, { count: 10_000, capped: true, totals });
  const { container } = open("?view=all");
  await screen.findByText("10000+");
  await vi.waitFor(() => expect(container.textContent).toMatch(/900[.,]00/), 30_000);
  await vi.waitFor(() => expect(server.calls("get", SUMS).length).toBeGreaterThan(6), 30_000);
});

it("keeps another order in the address", async () => {
  const { user, address } = open("?view=all");
  await user.click(await screen.findByRole("button", { name: /Amount/ }));
  await vi.waitFor(() => expect(address()).toContain("sort=amount"), 30_000);
});

it("offers the file to those who may take lists out, with the columns it shows", async () => {
  server.answer("get", "/api/v1/me", me({ exportsLists: true }));
  open("?view=all");
  await screen.findByText("Supplier");
  expect(await screen.findByRole("button", { name: "Export" })).toBeDefined();
});

it("tells an empty view from filters that find nothing, and takes these off", async () => {
  server.answer("get", PAGE, { items: [], next: null });
  const { user, address } = open("?view=topay&q=nothing");
  expect(await screen.findByText("Nothing matches these filters")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Reset filters" }));
  await vi.waitFor(() => expect(address()).toBe("/invoices?view=topay"), 30_000);
  expect(screen.queryByText("Nothing matches these filters")).toBeNull();
});
