// @vitest-environment happy-dom
import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { me, reference, task } from "../../test/samples.ts";
import { startServer, type Server } from "../../test/server.ts";
import { show } from "../../test/show.tsx";
import InvoiceListPage from "../features/invoices/InvoiceListPage.tsx";
import { TaskNext } from "../features/tasks/TaskNext.tsx";
import { useTaskMove } from "../features/tasks/useTaskMove.ts";
import { PageError } from "./pageStates.tsx";

const LIST = "/api/v1/invoices";
let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/me/views", { items: [] });
  server.answer("get", "/api/v1/reference", reference());
  server.answer("get", "/api/v1/invoices/summary", { count: 0, capped: false, totals: [] });
});

const draw = () => show(<InvoiceListPage />, { at: "/invoices", route: "/invoices" });

it("says that a section is not open to its reader, and offers no second try", async () => {
  server.refuse("get", LIST, { status: 403, code: "forbidden" });
  server.refuse("get", "/api/v1/invoices/summary", { status: 403, code: "forbidden" });
  draw();
  expect(await screen.findByText("This section is not open to you")).toBeDefined();
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  expect(document.body.textContent).not.toMatch(/did not load|is kept/u);
});

it("says once that the connection is gone, and comes back with it by itself", async () => {
  server.fail("get", LIST);
  draw();
  expect(await screen.findByText("No connection to the server")).toBeDefined();
  expect(document.body.textContent).not.toMatch(/our side/u);
  server.answer("get", LIST, { items: [], next: null });
  fireEvent(window, new Event("online"));
  await vi.waitFor(() => expect(screen.queryByText("No connection to the server")).toBeNull(), 30_000);
});

it("calls a part of the pages that did not come by its name: no connection", async () => {
  show(<PageError error={new TypeError("Failed to fetch dynamically imported module: /assets/TaskPage.js")} />);
  expect(await screen.findByText("No connection to the server")).toBeDefined();
  expect(document.body.textContent).not.toMatch(/our side/u);
});

function Strip({ card }: { card: ReturnType<typeof task> }) {
  return <TaskNext task={card} meId="" move={useTaskMove(card, "")} />;
}

it("names the approval that a step waits for, where no task before it is open", async () => {
  show(<Strip card={task({ status: "blocked", stepKey: "check", predecessors: [] })} />);
  expect(await screen.findByText("Waits until the request is approved")).toBeDefined();
});
