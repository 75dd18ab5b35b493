// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { BLOCKER_CODES } from "@tartip/domain/kernel/blockers";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { answerRoom } from "../../../test/record.ts";
import { action, document as paper, HEAD, ID, invoice, request, task } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import DocumentPage from "../documents/DocumentPage.tsx";
import InvoicePage from "../invoices/InvoicePage.tsx";
import RequestPage from "../requests/RequestPage.tsx";
import TaskPage from "../tasks/TaskPage.tsx";

type Blocker = Schema<"Request">["explain"]["blocks"][number];

const ITEM = "00000000-0000-4000-8000-0000000000c1";
const OTHER = "00000000-0000-4000-8000-0000000000c2";
/** Every place a guard may point at; the targets are those of the samples. */
const FIXES: readonly NonNullable<Blocker["fix"]>[] = [
  { kind: "field", target: "purpose" },
  { kind: "file", target: "invoiceFile" },
  { kind: "file", target: OTHER },
  { kind: "checklist", target: ITEM },
  { kind: "task", target: OTHER },
  { kind: "task", target: "pay" },
  { kind: "record", target: OTHER },
  { kind: "approval", target: OTHER },
  { kind: "link", target: "closing" },
];
/** Whatever stands in the way, with each way to cure it; an answer without a question is not offered at all. */
const ALL: Blocker[] = BLOCKER_CODES.filter((code) => code !== "no_question").flatMap((code) =>
  FIXES.map((fix, index) => ({ code, fix, params: { task: `${index}`, field: `${index}` }, text: `${code} ${index}.` })),
);
const MEANING = { invoice: { number: "invoiceNumber", date: "invoiceDate", file: "invoiceFile" } };

let server: Server;

beforeEach(() => {
  server = startServer();
  answerRoom(server);
  server.answer("get", "/api/v1/records/{id}/checklist", {
    items: [{ id: ITEM, text: "Check", required: true, done: false, doneBy: null, doneAt: null }],
  });
  server.answer("get", "/api/v1/invoices/{id}", invoice());
});

/** No link of the strip leads neither to another page nor to anything on this one, once all of the page stands. */
async function everyLinkLeads(): Promise<void> {
  const strip = await screen.findByRole("region", { name: "What is next" });
  expect(strip.textContent).toContain("KNP");
  const dead = () =>
    within(strip)
      .queryAllByRole("link")
      .map((link) => link.getAttribute("href") ?? "")
      .filter((to) => to.startsWith("#") && document.getElementById(to.slice(1)) === null);
  await vi.waitFor(() => expect([...new Set(dead())]).toEqual([]), 30_000);
}

const blocked = (name: string) => action(name, { allowed: false, blockers: ALL });

it.each([true, false])("leads from what blocks a request to something its reader can do (may change it: %s)", async (mayEdit) => {
  const { id, invoiceNumber, status } = invoice();
  const card = request({
    mayEdit,
    assignee: HEAD,
    meaning: MEANING,
    invoices: [{ id, number: invoiceNumber, status }],
    explain: { now: [], next: [], blocks: ALL },
  });
  server.answer("get", "/api/v1/requests/{id}", card);
  show(<RequestPage />, { at: `/requests/${ID.request}`, route: "/requests/$id" });
  await everyLinkLeads();
  const strip = screen.getByRole("region", { name: "What is next" });
  const told = within(strip).queryAllByText(/Hakim Head can do it/u).length > 0;
  // Who may change the card has buttons; who may not is told who may.
  expect([within(strip).queryAllByRole("button").length > 0, told]).toEqual([mayEdit, !mayEdit]);
});

it("leads from what blocks an invoice to something on its page or on another", async () => {
  const duplicates: Schema<"InvoiceCard">["duplicates"] = [
    { id: OTHER, number: "I-2", title: "Gloves", status: "received", level: "likely", because: "number" },
  ];
  const doubts: Schema<"InvoiceCard">["doubts"] = [{ doubt: "basis_expired", reason: null }];
  const card = invoice({ status: "received", duplicates, doubts, actions: [blocked("sendToPayment")] });
  server.answer("get", "/api/v1/invoices/{id}", card);
  show(<InvoicePage />, { at: `/invoices/${card.id}`, route: "/invoices/$id" });
  await everyLinkLeads();
});

it.each([
  ["likely", "The author (Aliya Author), an accountant or the financial director can explain it"],
  ["certain", "Only the financial director may let a certain duplicate pass"],
] as const)("names who may explain a %s duplicate to who may not", async (level, words) => {
  const card = invoice({
    status: "received",
    duplicates: [{ id: OTHER, number: "I-2", title: "Gloves", status: "received", level, because: "number" }],
    explains: { duplicate: false, doubts: false },
  });
  server.answer("get", "/api/v1/invoices/{id}", card);
  show(<InvoicePage />, { at: `/invoices/${card.id}`, route: "/invoices/$id" });
  expect(await screen.findByText(words)).toBeDefined();
  expect(screen.queryByRole("button", { name: "Why it is not a duplicate" })).toBeNull();
});

it("leads from what blocks a document to something its reader can do", async () => {
  const card = paper({ actions: [blocked("register")] });
  server.answer("get", "/api/v1/documents/{id}", card);
  show(<DocumentPage />, { at: `/documents/${card.id}`, route: "/documents/$id" });
  await everyLinkLeads();
});

it("leads from what blocks a task to something its doer can do", async () => {
  const card = task({ status: "in_progress", actions: [blocked("start"), blocked("handIn")] });
  server.answer("get", "/api/v1/tasks/{id}", card);
  show(<TaskPage />, { at: `/tasks/${card.id}`, route: "/tasks/$id" });
  await everyLinkLeads();
});
