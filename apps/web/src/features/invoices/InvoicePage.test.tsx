// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { answerRoom } from "../../../test/record.ts";
import { action, AUTHOR, HEAD, ID, invoice, me } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import InvoicePage from "./InvoicePage.tsx";

const ONE = "/api/v1/invoices/{id}";
const TRANSITIONS = "/api/v1/invoices/{id}/transitions";
const REASON = "/api/v1/invoices/{id}/duplicate-reason";

let server: Server;

beforeEach(() => {
  server = startServer();
  answerRoom(server);
});

type Card = Schema<"InvoiceCard">;

async function open(change: Partial<Card> = {}) {
  const card = invoice(change);
  server.answer("get", ONE, card);
  const drawn = show(<InvoicePage />, { at: `/invoices/${card.id}`, route: "/invoices/$id" });
  return { ...drawn, strip: await screen.findByRole("region", { name: "What is next" }) };
}

const asked = (name: string) => action(name, { needsReason: true });
const bodies = () => server.calls("post", TRANSITIONS).map(({ body }) => body);
const plain = (element: Element | null | undefined) => element?.textContent?.replaceAll(/\s/gu, " ") ?? "";
const KNOWN = { confirmedAt: "2026-10-02T05:00:00.000Z", inUse: true, next: null };
const moved = { id: invoice().id, status: "in_payment" as const, version: 9 };

const payment = (change: Partial<NonNullable<Card["payments"]>[number]> = {}) => ({
  id: "p1",
  kind: "payment" as const,
  paidOn: "2026-11-20",
  documentNumber: "1184",
  amountMinor: 200_000_00,
  baseMinor: 200_000_00,
  note: "",
  enteredAt: "2026-11-20T05:00:00.000Z",
  enteredBy: HEAD,
  ...change,
});

const likeness = (change: Partial<Card["duplicates"][number]> = {}): Card["duplicates"][number] => ({
  id: "d1",
  number: "INV-2026-000007",
  title: "Gloves",
  status: "paid",
  level: "likely",
  because: "number",
  ...change,
});

it("says how much is left of what was paid in part", async () => {
  const { strip } = await open();
  expect(plain(strip)).toContain("Paid in part: 200 000 ₸ is left");
});

it("hides money from who may not see it, and says where the invoice stands all the same", async () => {
  const { amountMinor: _amount, paidMinor: _paid, baseMinor: _base, currency: _currency, ...rest } = invoice();
  server.answer("get", ONE, rest);
  const { container } = show(<InvoicePage />, { at: `/invoices/${rest.id}`, route: "/invoices/$id" });
  const strip = await screen.findByRole("region", { name: "What is next" });
  expect(strip.textContent).toContain("Sent to payment");
  expect(container.textContent).not.toContain("₸");
  expect(screen.queryByText("Balance due")).toBeNull();
});

it("is sent to payment only after the payee and the account were shown", async () => {
  const account = { id: "a1", iban: "KZ86125KZT5004100100", bic: "KZKOKZKX", bankName: "Bank", confirmed: true, ...KNOWN };
  const { user, strip } = await open({ status: "approved", paidMinor: 0, account, actions: [action("sendToPayment")] });
  await user.click(within(strip).getByRole("button", { name: "Send to payment" }));
  const dialog = await screen.findByRole("dialog", { name: "Send the invoice to payment" });
  expect(bodies()).toEqual([]);
  expect(dialog.textContent).toContain("Supplier");
  expect(plain(dialog)).toContain("KZ86 125K ZT50 0410 0100 · Confirmed 02.10.2026");
  expect(plain(dialog)).toContain("300 000,00");
  const answer = server.hold("post", TRANSITIONS, moved);
  await user.dblClick(within(dialog).getByRole("button", { name: /Send to payment/ }));
  answer();
  expect(await screen.findByText("The invoice is sent to payment")).toBeDefined();
  expect(bodies()).toEqual([{ action: "sendToPayment", version: 8 }]);
});

it("sends one key when a lost answer makes the reader press twice, so that money moves once", async () => {
  const { user, strip } = await open({ status: "approved", paidMinor: 0, actions: [action("sendToPayment")] });
  await user.click(within(strip).getByRole("button", { name: "Send to payment" }));
  const dialog = await screen.findByRole("dialog");
  const confirm = within(dialog).getByRole("button", { name: /Send to payment/ });
  server.fail("post", TRANSITIONS);
  await user.click(confirm);
  await within(dialog).findByText(/No connection to the server/);
  server.answer("post", TRANSITIONS, moved);
  await user.click(confirm);
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  const [first, second, ...more] = server.calls("post", TRANSITIONS).map(({ headers }) => headers["idempotency-key"]);
  expect(more).toEqual([]);
  expect(first).toMatch(/^[\da-f-]{36}$/);
  expect(second).toBe(first);
});

it("says why it may not be paid by who approved it", async () => {
  const blockers = [{ code: "rule_s2", text: "Anyone who approved does not pay" }];
  const locked = action("sendToPayment", { allowed: false, blockers });
  const { user, strip } = await open({ status: "approved", paidMinor: 0, actions: [locked] });
  const button = within(strip).getByRole("button", { name: "Send to payment" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  await user.click(button);
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("is closed without a document only with a reason, and by one press when the document is there", async () => {
  const { user, strip, unmount } = await open({ status: "paid", paidMinor: 300_000_00, actions: [asked("close")] });
  // What is usual comes first: to do without the paper is not.
  expect(within(strip).getAllByRole("button")[0]?.textContent).toBe("Attach the act");
  await user.click(within(strip).getByRole("button", { name: "Other actions" }));
  await user.click(await screen.findByRole("menuitem", { name: "Close: no document needed" }));
  const dialog = await screen.findByRole("dialog", { name: "Close without a document" });
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(bodies()).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Bank fee: no act is issued" }));
  server.answer("post", TRANSITIONS, { ...moved, status: "closed" });
  await user.keyboard("{Control>}{Enter}{/Control}");
  await vi.waitFor(
    () => expect(bodies()).toEqual([{ action: "close", reason: "Bank fee: no act is issued", version: 8 }]),
    30_000,
  );
  unmount();
  const linked = await open({ status: "paid", paidMinor: 300_000_00, closing: "linked", actions: [action("close")] });
  await linked.user.click(within(linked.strip).getByRole("button", { name: "Close the invoice" }));
  const summary = await screen.findByRole("dialog", { name: "Close the invoice" });
  await linked.user.click(within(summary).getByRole("button", { name: /Close the invoice/ }));
  await vi.waitFor(() => expect(bodies()).toHaveLength(2), 30_000);
  expect(bodies()[1]).toEqual({ action: "close", version: 8 });
});

it("is finished without its rest for a reason, and then asks for nothing more", async () => {
  const { user, strip, unmount } = await open({ actions: [asked("waiveRest")] });
  await user.click(within(strip).getByRole("button", { name: "Other actions" }));
  await user.click(await screen.findByRole("menuitem", { name: "Finish without the rest" }));
  const dialog = await screen.findByRole("dialog", { name: "Finish without the rest" });
  await user.click(within(dialog).getByRole("button", { name: "The supplier's discount" }));
  server.answer("post", TRANSITIONS, { ...moved, status: "paid" });
  await user.keyboard("{Control>}{Enter}{/Control}");
  await vi.waitFor(
    () => expect(bodies()).toEqual([{ action: "waiveRest", reason: "The supplier's discount", version: 8 }]),
    30_000,
  );
  unmount();
  const rest = { restWaivedMinor: 200_000_00, restWaivedReason: "Discount" };
  const { container } = await open({ status: "paid", payments: [payment()], ...rest });
  expect(plain(container)).toContain("The rest is not paid: Discount");
  expect(plain(container)).not.toContain("200 000 ₸ left");
  expect(plain(container)).toContain("Paid, the rest is not going to be");
});

it("lists payments and what came back, and says how much is left", async () => {
  const back = payment({ id: "p2", kind: "refund", amountMinor: 100_000_00, note: "Қате шот", documentNumber: "1190" });
  await open({ payments: [payment(), back] });
  const card = screen.getByRole("heading", { name: /Payments/ }).closest("section") ?? document.body;
  expect(plain(card)).toContain("100 000 ₸ of 300 000 ₸ is paid");
  expect(plain(card)).toContain("200 000 ₸ left");
  const [paid, returned] = within(card).getAllByRole("listitem");
  expect(paid?.textContent).toContain("Payment, payment order No. 1184");
  expect(returned?.textContent).toContain("Refund, payment order No. 1190");
  expect(plain(returned)).toContain("Қате шот");
  expect(plain(returned)).toMatch(/[−-]100 000/);
});

it("says which budget cell pays, and that a line without a cell is over the limit", async () => {
  const line = { amountMinor: 150_000_00, baseMinor: 150_000_00, branchId: ID.branch, projectId: null, costItemId: ID.item };
  const cell = {
    planMinor: 900_000_00,
    actualMinor: 100_000_00,
    committedMinor: 50_000_00,
    thisMinor: 150_000_00,
    leftMinor: 600_000_00,
  };
  await open({
    splits: [
      { ...line, lineNo: 1, month: "2026-11-01", title: "Қолғап", cell },
      { ...line, lineNo: 2, month: "2026-12-01", title: "", cell: null },
    ],
  });
  const [first, second] = within(
    screen.getByRole("heading", { name: /Where it belongs/ }).closest("section") ?? document.body,
  ).getAllByRole("listitem");
  await vi.waitFor(() => expect(first?.textContent).toContain("Gloves"), 30_000);
  expect(plain(first)).toContain("plan 900 000 ₸ · taken 150 000 ₸");
  expect(plain(first)).toContain("November 2026");
  expect(second?.textContent).toContain("No cell in the plan: all of it is over the limit");
});

it("warns of likenesses and of a sum that may be cut into pieces", async () => {
  const { container } = await open({
    status: "received",
    duplicates: [likeness({ level: "weak", because: "amount", number: null })],
    splitWarning: { ids: [], threshold: "cfo", totalMinor: 6_000_000_00 },
  });
  expect(screen.getByText("Invoices that look like this one")).toBeDefined();
  expect(screen.getByRole("link", { name: "Gloves" }).getAttribute("href")).toBe("/invoices/d1");
  expect(plain(container)).toContain("Possible invoice splitting: 6 000 000 ₸ together");
  expect(screen.queryByRole("button", { name: "This is no duplicate" })).toBeNull();
});

it("lets its author say why a likely duplicate is none, and keeps the words when it is refused", async () => {
  server.answer("get", "/api/v1/me", me());
  const card = {
    status: "received" as const,
    author: { id: ID.me, name: "Madina Me" },
    duplicates: [likeness()],
    explains: { duplicate: true, doubts: true },
  };
  const { user } = await open(card);
  await user.click(screen.getByRole("button", { name: "This is no duplicate" }));
  const dialog = await screen.findByRole("dialog", { name: "This is no duplicate" });
  const reason = within(dialog).getByRole<HTMLTextAreaElement>("textbox", { name: /Reason/ });
  await user.type(reason, "The second half");
  server.fail("post", REASON);
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await within(dialog).findByText(/No connection to the server/)).toBeDefined();
  expect(reason.value).toBe("The second half");
  const explained = invoice({ ...card, duplicateReason: "The second half", version: 9 });
  server.answer("post", REASON, { ...moved, status: "received" });
  server.answer("get", ONE, explained);
  await user.keyboard("{Control>}{Enter}{/Control}");
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(server.calls("post", REASON).at(-1)?.body).toEqual({ reason: "The second half", version: 8 });
  await vi.waitFor(() => expect(screen.queryByRole("button", { name: "This is no duplicate" })).toBeNull(), 30_000);
});

it("leaves a certain duplicate to who may allow an excess", async () => {
  const card = {
    status: "approval" as const,
    author: { id: ID.me, name: "Madina Me" },
    duplicates: [likeness({ level: "certain" })],
  };
  const { unmount } = await open({ ...card, explains: { duplicate: false, doubts: true } });
  expect(screen.queryByRole("button", { name: "This is no duplicate" })).toBeNull();
  unmount();
  await open({ ...card, author: AUTHOR, explains: { duplicate: true, doubts: true } });
  expect(screen.getByRole("button", { name: "This is no duplicate" })).toBeDefined();
});

it("leads to the basis only who may open it", async () => {
  const basis = { id: "b1", kind: "contract", number: "01/2026", date: "2026-01-12", title: "Supplies", opens: true };
  const { unmount } = await open({ basis });
  expect(screen.getByRole("link", { name: /01\/2026/u }).getAttribute("href")).toBe("/documents/b1");
  unmount();
  await open({ basis: { ...basis, title: "", opens: false } });
  expect(screen.getByText(/01\/2026/u)).toBeTruthy();
  expect(screen.queryByRole("link", { name: /01\/2026/u })).toBeNull();
});

it("shows the account that took the place of the one decided on", async () => {
  const next = { iban: "KZ07601A861099000011", confirmedAt: null };
  const account = { id: "a1", iban: "KZ86125KZT5004100100", bic: "KZKOKZKX", bankName: "Bank", confirmed: true, ...KNOWN };
  await open({ status: "approved", account: { ...account, inUse: false, next } });
  expect(await screen.findByText(/closed after the approval. Now: KZ07 601A 8610 9900 0011/u)).toBeTruthy();
});

it("links the act that is lacking, and says what the link is for", async () => {
  const { user, strip } = await open({ status: "paid", paidMinor: 300_000_00, actions: [asked("close")] });
  await user.click(within(strip).getByRole("button", { name: "Attach the act" }));
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByDisplayValue("closing document")).toBeDefined();
});
