// @vitest-environment happy-dom
import { documentWorkflow } from "@tartip/domain/documents/workflow";
import { invoiceWorkflow } from "@tartip/domain/invoices/workflow";
import type { Workflow } from "@tartip/domain/kernel/workflow";
import { requestWorkflow } from "@tartip/domain/requests/workflow";
import { taskWorkflow } from "@tartip/domain/tasks/workflow";
import { screen } from "@testing-library/react";
import type { ReactElement } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { answerRoom } from "../../../test/record.ts";
import { action, document as paper, ID, invoice, request, task, vote } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import DocumentPage from "../documents/DocumentPage.tsx";
import InvoicePage from "../invoices/InvoicePage.tsx";
import RequestPage from "../requests/RequestPage.tsx";
import TaskPage from "../tasks/TaskPage.tsx";

let server: Server;

beforeEach(() => {
  server = startServer();
  answerRoom(server);
  // A phone: every media query for it holds.
  vi.stubGlobal("matchMedia", (media: string) => ({
    media,
    matches: media.includes("max-width"),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  }));
});

type Answer = ReturnType<typeof action>;

/** Actions that people take at a record of the kind. */
function actionsIn(workflow: Workflow<string, string>): Answer[] {
  return Object.entries(workflow.edges)
    .filter(([, edge]) => edge.automatic !== true)
    .map(([name, edge]) => action(name, { needsReason: edge.needsReason === true }));
}

const VOTES = ["approve", "reassign", "addApprover", "withdraw"].map((name) => action(name));

/** Draws the page with this action alone. */
const PAGES: Record<string, (one: Answer) => ReactElement> = {
  request(one) {
    const card = request({ status: "approval", actions: [one], votes: [vote()], mayEdit: true });
    server.answer("get", "/api/v1/requests/{id}", card);
    server.answer("post", "/api/v1/requests/{id}/transitions", card);
    return <RequestPage />;
  },
  task(one) {
    const card = task({ status: "in_progress", actions: [one] });
    server.answer("get", "/api/v1/tasks/{id}", card);
    server.answer("post", "/api/v1/tasks/{id}/transitions", card);
    return <TaskPage />;
  },
  invoice(one) {
    server.answer("get", "/api/v1/invoices/{id}", invoice({ actions: [one] }));
    server.answer("post", "/api/v1/invoices/{id}/transitions", { id: ID.request, status: "paid", version: 9 });
    return <InvoicePage />;
  },
  document(one) {
    const card = paper({ actions: [one], votes: [vote()] });
    server.answer("get", "/api/v1/documents/{id}", card);
    server.answer("post", "/api/v1/documents/{id}/transitions", card);
    return <DocumentPage />;
  },
};

const CASES = [
  ...[...actionsIn(requestWorkflow), ...VOTES].map((one) => ["request", one.action, one] as const),
  ...actionsIn(taskWorkflow).map((one) => ["task", one.action, one] as const),
  ...actionsIn(invoiceWorkflow).map((one) => ["invoice", one.action, one] as const),
  ...[...actionsIn(documentWorkflow), ...VOTES.slice(0, 3)].map((one) => ["document", one.action, one] as const),
];

const sent = () => server.asked.filter(({ method }) => method === "post").length;

it.each(CASES)("acts at a press in the bar of a phone: %s %s", async (kind, _name, one) => {
  const page = PAGES[kind];
  const { user } = show(page?.(one), { at: `/x/${ID.request}`, route: "/x/$id" });
  await screen.findByRole("region", { name: "What is next" });
  const buttons = () => [...document.querySelectorAll<HTMLButtonElement>("[data-bar] button")];
  await vi.waitFor(() => expect(buttons().length).toBeGreaterThan(0), 30_000);
  const button = buttons().at(-1);
  await user.click(button ?? document.body);
  // The form of the page says at its field what it still lacks; everything else asks or is done at once.
  const wrong = () => document.querySelectorAll("[aria-invalid=true]").length;
  await vi.waitFor(() => expect(sent() + wrong() + screen.queryAllByRole("dialog").length).toBeGreaterThan(0), 30_000);
});

it("hands in from the bar what was typed", async () => {
  const { user } = show(PAGES["task"]?.(action("handIn")), { at: `/x/${ID.request}`, route: "/x/$id" });
  await screen.findByRole("region", { name: "What is next" });
  await user.type(screen.getByRole("textbox", { name: /^Result/ }), "The act is on the table");
  await user.click(document.querySelector("[data-bar] button") ?? document.body);
  await vi.waitFor(() => expect(sent()).toBe(1), 30_000);
  expect(server.asked.find(({ method }) => method === "post")?.body).toMatchObject({
    action: "handIn",
    result: "The act is on the table",
  });
});

it("takes the missing file of an invoice on a phone", async () => {
  const meaning = { invoice: { number: "invoiceNumber", date: "invoiceDate", file: "invoiceFile" } };
  server.answer("get", "/api/v1/requests/{id}", request({ mayEdit: true, meaning }));
  show(<RequestPage />, { at: `/x/${ID.request}`, route: "/x/$id" });
  await screen.findByRole("region", { name: "What is next" });
  await vi.waitFor(() => expect(document.querySelectorAll("#file-invoiceFile input[type=file]")).toHaveLength(1), 30_000);
});
