// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { answerRoom } from "../../../test/record.ts";
import { action, ID, invoice, request, task } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import TaskPage from "./TaskPage.tsx";

let server: Server;

beforeEach(() => {
  server = startServer();
  answerRoom(server);
});

const form = { code: "payment_date_missing", text: "Name the day" };
const account = { id: "a", iban: "KZ86125KZT5004100100", bic: "KCJBKZKX", bankName: "Bank", confirmed: true, inUse: true };

async function open(actions: ReturnType<typeof action>[], money: object = {}) {
  const card = invoice({ actions, ...money, account: { ...account, next: null, confirmedAt: null } });
  server.answer("get", "/api/v1/invoices/{id}", card);
  const registered = { id: card.id, number: card.invoiceNumber, status: card.status };
  server.answer("get", "/api/v1/requests/{id}", request({ invoices: [registered] }));
  const of = { id: ID.request, number: "PAY-1", title: "Gloves", status: "waiting", open: true, visible: true };
  const pays = task({ completesBy: "invoicePaid", request: of });
  server.answer("get", "/api/v1/tasks/{id}", pays);
  show(<TaskPage />, { at: `/tasks/${pays.id}`, route: "/tasks/$id" });
  return (await screen.findByRole("heading", { name: "To be paid" })).closest("section");
}

it("has on the task of a payment whom, how much and where to, and leads into the form of the payment", async () => {
  const section = await open([action("pay", { allowed: false, blockers: [form] })]);
  const words = section?.textContent?.replaceAll(/\s/gu, " ") ?? "";
  // What is left of 300 000 after 100 000.
  expect(words).toContain("200 000");
  expect(words).toContain("Supplier");
  expect(words).toContain("KZ86 125K ZT50 0410 0100");
  expect(screen.getByRole("link", { name: "Mark as paid" }).getAttribute("href")).toMatch(/^\/invoices\/[\w-]+#pay$/u);
});

it("asks for no rest that was waived", async () => {
  const section = await open([action("pay", { allowed: false, blockers: [form] })], { restWaivedMinor: 150_000_00 });
  const words = section?.textContent?.replaceAll(/\s/gu, " ") ?? "";
  expect(words).toContain("50 000");
  expect(words).not.toContain("200 000");
});

it("sends to payment first, and only opens the invoice for who may do neither", async () => {
  await open([action("sendToPayment")]);
  expect(screen.getByRole("link", { name: "Send to payment" }).getAttribute("href")).toMatch(/#sendToPayment$/u);
});
