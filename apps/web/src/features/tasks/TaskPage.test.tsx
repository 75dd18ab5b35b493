// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { action, HEAD, ID, me, reference, task } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import TaskPage from "./TaskPage.tsx";

const TRANSITIONS = "/api/v1/tasks/{id}/transitions";

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
  server.answer("get", "/api/v1/records/{id}/stream", { items: [], next: null, mayComment: true, hasOutsiders: false });
  server.answer("get", "/api/v1/records/{id}/files", {
    items: [],
    mayAdd: true,
    removable: [],
    hasOutsiders: false,
    withheld: 0,
  });
  server.answer("get", "/api/v1/records/{id}/links", { items: [] });
  server.answer("get", "/api/v1/records/{id}/checklist", { items: [] });
  server.answer("get", "/api/v1/records/{id}/watchers", { items: [] });
});

async function open(card: Schema<"Task">) {
  server.answer("get", "/api/v1/tasks/{id}", card);
  const drawn = show(<TaskPage />, { at: `/tasks/${card.id}`, route: "/tasks/$id" });
  return { ...drawn, strip: await screen.findByRole("region", { name: "What is next" }) };
}

it("tells the reader that the work is theirs, and others whose it is", async () => {
  const { strip, unmount } = await open(task());
  expect(strip.textContent).toContain("It waits for you: start the work");
  unmount();
  const other = await open(task({ assignee: HEAD }));
  expect(other.strip.textContent).toContain("Waiting for Hakim Head to start");
});

it("starts the work and shows where it stands now", async () => {
  const { user, strip } = await open(task({ actions: [action("start")] }));
  const started = task({ status: "in_progress", version: 3 });
  server.answer("post", TRANSITIONS, started);
  server.answer("get", "/api/v1/tasks/{id}", started);
  await user.click(within(strip).getByRole("button", { name: "Start" }));
  expect(await screen.findByText("You are working on it")).toBeDefined();
  expect(server.calls("post", TRANSITIONS)[0]?.body).toEqual({ action: "start", version: 2 });
});

it("asks what was done before it is handed in, and sends links one per line", async () => {
  const { user } = await open(task({ status: "in_progress", actions: [action("handIn")] }));
  const result = await screen.findByRole("textbox", { name: /Result/ });
  const send = () => user.click(within(result.closest("form") ?? document.body).getByRole("button", { name: /Hand in/ }));
  await send();
  expect(screen.getByText("Write what was done")).toBeDefined();
  await user.type(result, "  The act is signed ");
  const links = screen.getByRole("textbox", { name: /Links/ });
  await user.type(links, "ftp://wrong");
  await send();
  expect(screen.getByText("ftp://wrong: A link begins with https://")).toBeDefined();
  expect(server.calls("post", TRANSITIONS)).toEqual([]);
  await user.clear(links);
  await user.type(links, "https://one.example/a{Enter}{Enter}https://two.example/b");
  server.answer("post", TRANSITIONS, task({ status: "done", open: false, version: 3 }));
  await send();
  await vi.waitFor(() => expect(server.calls("post", TRANSITIONS)).toHaveLength(1), 30_000);
  expect(server.calls("post", TRANSITIONS)[0]?.body).toMatchObject({
    action: "handIn",
    result: "The act is signed",
    links: ["https://one.example/a", "https://two.example/b"],
  });
});

it("leads who answers for the request back to it when its step is done, and nobody else", async () => {
  const request = { id: ID.request, number: "R-1", title: "Gloves", status: "in_progress", visible: true, open: true };
  const step = (setter: Schema<"Task">["setter"]) => task({ stepKey: "check", setter, request, status: "in_progress" });
  const hand = async (setter: Schema<"Task">["setter"]) => {
    const drawn = await open({ ...step(setter), actions: [action("handIn")] });
    const result = await screen.findByRole("textbox", { name: /Result/ });
    await drawn.user.type(result, "Checked");
    const done = { ...step(setter), status: "done" as const, open: false, version: 3 };
    server.answer("post", TRANSITIONS, done);
    server.answer("get", "/api/v1/tasks/{id}", done);
    await drawn.user.click(within(result.closest("form") ?? document.body).getByRole("button", { name: /Hand in/ }));
    await screen.findByText("The work is handed in");
    return drawn;
  };
  const other = await hand(HEAD);
  expect(other.address()).toContain("/tasks/");
  other.unmount();
  const own = await hand({ id: ID.me, name: "Madina Me" });
  await vi.waitFor(() => expect(own.address()).toBe(`/requests/${ID.request}`), 30_000);
});

it("sends back with a reason only, and says what the reason is for", async () => {
  const { user, strip } = await open(
    task({
      status: "submitted",
      reviewer: { id: ID.me, name: "Madina Me" },
      actions: [action("accept"), action("return", { needsReason: true })],
    }),
  );
  await user.click(within(strip).getByRole("button", { name: "Return for rework" }));
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByRole("button", { name: "The file with the result is missing" }));
  server.answer("post", TRANSITIONS, task({ status: "rework", version: 3 }));
  await user.click(within(dialog).getByRole("button", { name: /^Return for rework/ }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(server.calls("post", TRANSITIONS)[0]?.body).toEqual({
    action: "return",
    reason: "The file with the result is missing",
    version: 2,
  });
});

it("says what a blocked task waits for", async () => {
  const before = { id: "b", number: "T-0", title: "Sign the contract", status: "todo" };
  const { strip } = await open(
    task({ status: "blocked", predecessors: [before, { ...before, id: "c", title: "Done", status: "done" }] }),
  );
  expect(strip.textContent).toContain("Waits for the task before it: Sign the contract");
  expect(strip.textContent).not.toContain("Done");
});

it("is changed by who set it, and by nobody else", async () => {
  const other = await open(task());
  expect(screen.queryByRole("button", { name: "Edit" })).toBeNull();
  other.unmount();
  const { user } = await open(task({ mayEdit: true }));
  await user.click(screen.getByRole("button", { name: "Edit" }));
  expect(await screen.findByRole("dialog", { name: "Edit the task" })).toBeDefined();
});
