// @vitest-environment happy-dom
import { fireEvent, screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { invoice, listedInvoice, me, reference } from "../../../../test/samples.ts";
import { startServer, type Server } from "../../../../test/server.ts";
import { show } from "../../../../test/show.tsx";
import InvoiceListPage from "../InvoiceListPage.tsx";

const PAGE = "/api/v1/invoices";
const MOVE = "/api/v1/invoices/{id}/transitions";

const idOf = (place: number) => `00000000-0000-4000-8000-00000000009${place}`;
const rows = (status: "approved" | "in_payment") =>
  [1, 2, 3].map((place) =>
    listedInvoice({
      id: idOf(place),
      number: `INV-${place}`,
      status,
      version: place,
      amountMinor: place * 100_00,
      paidMinor: place === 3 ? 50_00 : 0,
      restMinor: place === 3 ? 250_00 : place * 100_00,
      counterparty: { id: idOf(place), name: `Supplier ${place}` },
    }),
  );

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me({ permissions: ["payment.run"] }));
  server.answer("get", "/api/v1/me/views", { items: [] });
  server.answer("get", "/api/v1/reference", reference());
  server.answer("get", "/api/v1/invoices/summary", { count: 3, capped: false, totals: [] });
});

async function chooseAll(status: "approved" | "in_payment", button: string) {
  server.answer("get", PAGE, { items: rows(status), next: null });
  const drawn = show(<InvoiceListPage />, { at: "/invoices?view=all", route: "/invoices" });
  await screen.findByText("Supplier 1");
  await drawn.user.click(screen.getAllByRole("checkbox")[0] ?? document.body);
  await drawn.user.click(await screen.findByRole("button", { name: button }));
  const box = await screen.findByRole("dialog");
  const confirm = () => drawn.user.click(within(box).getByRole("button", { name: /Mark as paid: |Send to payment: / }));
  return { ...drawn, box, confirm };
}

const sent = () => server.calls("post", MOVE).map(({ path, body }) => ({ id: path.split("/").at(-2), ...Object(body) }));

/** The cards say what the list says, except where a test changed it. */
function answerCards(status: "approved" | "in_payment", change: Parameters<typeof invoice>[0] = {}) {
  server.answer("get", "/api/v1/invoices/{id}", ({ path }) => {
    const { id, version, invoiceNumber, restMinor } = rows(status).find((row) => path.endsWith(row.id)) ?? listedInvoice();
    return { ...invoice({ id, status, version, invoiceNumber }), restMinor: restMinor ?? 0, ...change };
  });
}

const keys = () => server.calls("post", MOVE).map(({ headers }) => headers["idempotency-key"]);

it("sends the chosen ones to payment, and leaves with its reason the one that was refused", async () => {
  server.answer("post", MOVE, { id: idOf(1), status: "in_payment", version: 9 });
  const { user, box, confirm } = await chooseAll("approved", "Send to payment: 3");
  expect(within(box).getByText("Supplier 2")).toBeDefined();
  server.refuseWhere("post", MOVE, ({ path }) => path.includes(idOf(2)), { status: 403, detail: "Another pays this one" });
  answerCards("approved");
  await confirm();
  expect(await within(box).findByText("Another pays this one")).toBeDefined();
  expect(within(box).queryByText("Supplier 1")).toBeNull();
  expect(sent()).toEqual([1, 2, 3].map((place) => ({ id: idOf(place), action: "sendToPayment", version: place })));
  const again = within(box).getByRole("button", { name: /Send to payment: 1/ });
  await user.click(again);
  await vi.waitFor(() => expect(keys().length).toBe(4), 30_000);
  expect(keys()[3]).toBe(keys()[1]);
});

const STALE = { status: 409, code: "stale_version" };

/** All three are to be paid, and another person was faster at the second. */
async function overtaken(change: Parameters<typeof invoice>[0]) {
  server.answer("post", MOVE, { id: idOf(1), status: "paid", version: 9 });
  server.refuseWhere("post", MOVE, ({ path }) => path.includes(idOf(2)), STALE);
  answerCards("in_payment", change);
  const drawn = await chooseAll("in_payment", "Mark as paid: 3");
  const [first] = within(drawn.box).getAllByRole("textbox", { name: /Order No\./ });
  fireEvent.paste(first ?? drawn.box, { clipboardData: { getData: () => "1184\r\n1185\r\n1186\r\n" } });
  await drawn.confirm();
  return drawn;
}

it("shows what another person changed of one, and pays that when it is confirmed again", async () => {
  const { box, confirm } = await overtaken({ version: 5, restMinor: 120_00 });
  expect((await within(box).findByRole("alert")).textContent).toMatch(/it was 200,00\s₸, it is 120,00\s₸/u);
  server.answer("post", MOVE, { id: idOf(2), status: "paid", version: 6 });
  await confirm();
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(sent().at(-1)).toMatchObject({ id: idOf(2), version: 5, amountMinor: 120_00, documentNumber: "1185" });
  expect(new Set(keys()).size).toBe(4);
});

it("pays nothing again that another person has paid meanwhile", async () => {
  const { user, box } = await overtaken({ version: 5, restMinor: 0, status: "paid" });
  expect((await within(box).findByRole("alert")).textContent).toContain("This invoice has moved on meanwhile: Paid");
  expect(within(box).queryByRole("textbox", { name: /Order No\./ })).toBeNull();
  // Nothing is left to do: no sum, no button, and no choice of rows that have moved on.
  expect(within(box).queryByText("Total")).toBeNull();
  expect(within(box).queryByRole("button", { name: /Mark as paid/ })).toBeNull();
  await user.click(within(box).getByText("Close"));
  await vi.waitFor(() => expect(screen.queryByRole("region", { name: "Actions on the chosen rows" })).toBeNull(), 30_000);
  expect(sent().length).toBe(3);
});

it("records what is left of each with the numbers of a pasted column, once", async () => {
  const release = server.hold("post", MOVE, { id: idOf(1), status: "paid", version: 9 });
  const { box, confirm } = await chooseAll("in_payment", "Mark as paid: 3");
  await confirm();
  expect(within(box).getAllByText("Give the payment order number").length).toBe(3);
  expect(sent()).toEqual([]);
  const [first] = within(box).getAllByRole("textbox", { name: /Order No\./ });
  fireEvent.paste(first ?? box, { clipboardData: { getData: () => "1184\r\n1185\tKaspi\r\n1186\r\n" } });
  await confirm();
  await confirm();
  release();
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(sent().map(({ id, amountMinor, documentNumber }) => [id, amountMinor, documentNumber])).toEqual([
    [idOf(1), 100_00, "1184"],
    [idOf(2), 200_00, "1185"],
    [idOf(3), 250_00, "1186"],
  ]);
  expect(new Set(keys()).size).toBe(3);
});

it("stays until each is answered, and waits for no list after that", async () => {
  const { user, box, confirm } = await chooseAll("approved", "Send to payment: 3");
  const answer = server.hold("post", MOVE, { id: idOf(1), status: "in_payment", version: 9 });
  const list = server.hold("get", PAGE, { items: [], next: null });
  await confirm();
  await user.keyboard("{Escape}");
  await user.click(within(box).getByRole("button", { name: "Cancel" }));
  await user.click(within(box).getByRole("button", { name: "Close" }));
  expect(screen.getByRole("dialog")).toBe(box);
  answer();
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  list();
});

it("pays once what an answer was lost of: the same wish carries the same key", async () => {
  server.fail("post", MOVE);
  const { box, confirm } = await chooseAll("approved", "Send to payment: 3");
  await confirm();
  await within(box).findByText(/Not done: 3/);
  server.answer("post", MOVE, { id: idOf(1), status: "in_payment", version: 9 });
  await confirm();
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(keys().length).toBe(6);
  expect(new Set(keys()).size).toBe(3);
});

it("offers nothing to choose to who does not pay", async () => {
  server.answer("get", "/api/v1/me", me());
  server.answer("get", PAGE, { items: rows("approved"), next: null });
  show(<InvoiceListPage />, { at: "/invoices?view=all", route: "/invoices" });
  await screen.findByText("Supplier 1");
  expect(screen.queryByRole("checkbox")).toBeNull();
});
