// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { answerRoom } from "../../../test/record.ts";
import { action, HEAD, ID, task } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show, speak } from "../../../test/show.tsx";
import TaskPage from "./TaskPage.tsx";

const ONE = "/api/v1/tasks/{id}";
const TRANSITIONS = "/api/v1/tasks/{id}/transitions";

let server: Server;

beforeEach(() => {
  sessionStorage.clear();
  server = startServer();
  answerRoom(server);
});

async function open(card: Schema<"Task">) {
  server.answer("get", ONE, card);
  const drawn = show(<TaskPage />, { at: `/tasks/${card.id}`, route: "/tasks/$id" });
  return { ...drawn, strip: await screen.findByRole("region", { name: "What is next" }) };
}

const asked = (name: string) => action(name, { needsReason: true });
const bodies = () => server.calls("post", TRANSITIONS).map(({ body }) => body);
const other = (title: string, status = "todo") => ({ id: title, number: "T-9", title, status });

it("says whom a free task waits for, and lets a member of the queue take it once", async () => {
  const { user, strip } = await open(task({ assignee: null, actions: [action("take")] }));
  expect(strip.textContent).toContain("Free: a member of the queue may take it");
  const answer = server.hold("post", TRANSITIONS, task({ version: 3 }));
  await user.dblClick(within(strip).getByRole("button", { name: "Take" }));
  answer();
  expect(await screen.findByText("The task is yours")).toBeDefined();
  expect(bodies()).toEqual([{ action: "take", version: 2 }]);
});

it("says who checks the work and what it opens", async () => {
  const { strip } = await open(task({ reviewer: HEAD, successors: [other("Келесі тапсырма"), other("Pay")] }));
  expect(strip.textContent).toContain("Hakim Head will check it");
  expect(strip.textContent).toContain("Opens: Келесі тапсырма, Pay");
});

it("says what blocked work waits for: a task that is not over, or the approval before a step", async () => {
  const now = async (change: Partial<Schema<"Task">>) => {
    const { strip, unmount } = await open(task({ status: "blocked", ...change }));
    const text = strip.textContent;
    unmount();
    return text;
  };
  const before = [other("Count the stock"), other("Call the bank", "cancelled"), other("Ask the price", "done")];
  expect(await now({ predecessors: before })).toMatch(/Waits for the task before it: Count the stock(?!,)/u);
  expect(await now({ stepKey: "check", predecessors: before.slice(1) })).toContain("Waits until the request is approved");
  expect(await now({ stepKey: null })).toContain("Waits for another task");
});

it("says who cancelled it and why, and that nobody else has to do anything", async () => {
  const setBack = { action: "cancel", by: "Hakim Head", reason: "Қажет емес" };
  const { strip } = await open(task({ status: "cancelled", open: false, setBack, successors: [other("Pay")] }));
  expect(strip.textContent).toContain("Cancelled by Hakim Head");
  expect(strip.textContent).toContain("Reason: Қажет емес");
  expect(strip.textContent).not.toContain("Opens");
  expect(within(strip).queryAllByRole("button")).toEqual([]);
});

it("tells a task that came back from one that is worked on", async () => {
  const setBack = { action: "reopen", by: "Hakim Head", reason: "The act is wrong" };
  const { strip } = await open(task({ status: "in_progress", setBack }));
  expect(strip.textContent).toContain("It came back to you");
  expect(strip.textContent).toContain("Reason: The act is wrong");
});

it("leads to where a task is closed that closes by itself", async () => {
  const request = { id: ID.request, number: "PAY-1", title: "Gloves", visible: true, open: true };
  const { strip, unmount } = await open(task({ completesBy: "closingDocumentLinked", request }));
  expect(strip.textContent).toContain("Closes by itself when the closing document is linked");
  expect(within(strip).getByRole("link", { name: "link the document" }).getAttribute("href")).toBe(
    `/requests/${ID.request}#links`,
  );
  unmount();
  const hidden = await open(task({ completesBy: "invoicePaid", request: { number: "PAY-1", visible: false } }));
  expect(hidden.strip.textContent).toContain("Closes by itself when the invoice is paid");
  expect(within(hidden.strip).queryByRole("link")).toBeNull();
});

it("forgets the refusal of one action in the dialog of another", async () => {
  const { user, strip } = await open(
    task({ status: "submitted", reviewer: HEAD, actions: [action("accept"), asked("return"), asked("cancel")] }),
  );
  await user.click(within(strip).getByRole("button", { name: "Return for rework" }));
  const first = await screen.findByRole("dialog", { name: "Return for rework" });
  await user.type(within(first).getByRole("textbox", { name: /Reason/ }), "Not signed");
  server.fail("post", TRANSITIONS);
  await user.keyboard("{Control>}{Enter}{/Control}");
  await within(first).findByText(/No connection to the server/);
  await user.click(within(first).getByRole("button", { name: "Cancel" }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  await user.click(within(strip).getByRole("button", { name: "Other actions" }));
  await user.click(await screen.findByRole("menuitem", { name: "Cancel the task" }));
  const second = await screen.findByRole("dialog", { name: "Cancel the task" });
  expect(within(second).queryByText(/No connection to the server/)).toBeNull();
});

it("shows what somebody else changed meanwhile and acts on their version", async () => {
  const { user, strip } = await open(task({ actions: [action("start")] }));
  server.refuse("post", TRANSITIONS, { status: 409, code: "stale_version" });
  server.answer("get", ONE, task({ version: 9, actions: [action("start")] }));
  await user.click(within(strip).getByRole("button", { name: "Start" }));
  expect(await screen.findByText("The record changed while you were reading:")).toBeDefined();
  server.answer("post", TRANSITIONS, task({ status: "in_progress", version: 10 }));
  await user.click(within(strip).getByRole("button", { name: "Start" }));
  await vi.waitFor(() => expect(bodies()).toMatchObject([{ version: 2 }, { version: 9 }]), 30_000);
});

it("says it in the language of the reader, with the title of the step in it", async () => {
  await speak("kk");
  const titles = { ru: "Проверить счёт", kk: "Шотты тексеру", en: "Check the invoice" };
  server.answer("get", ONE, task({ titles, title: "Проверить счёт" }));
  show(<TaskPage />, { at: `/tasks/${task().id}`, route: "/tasks/$id" });
  expect(await screen.findByRole("heading", { name: "Шотты тексеру" })).toBeDefined();
});

it("keeps the work that was written down when the page is left and opened again", async () => {
  const card = task({ status: "in_progress", actions: [action("handIn")] });
  const { user, unmount } = await open(card);
  await user.type(screen.getByRole("textbox", { name: /Result/ }), "Акт алынды");
  unmount();
  await open(card);
  expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Result/ }).value).toBe("Акт алынды");
});

it("begins the next result empty after the last one was returned", async () => {
  const card = task({ status: "in_progress", actions: [action("handIn")] });
  const { user, unmount } = await open(card);
  await user.type(screen.getByRole("textbox", { name: /Result/ }), "First try");
  unmount();
  const returned = {
    id: "r1",
    at: "2026-11-16T05:00:00.000Z",
    by: { id: ID.me, name: "Madina Me" },
    result: "First try",
    links: ["https://files.example/act"],
    outcome: "returned",
    reason: "The stamp is missing",
  };
  const { container } = await open(task({ ...card, status: "rework", results: [returned] }));
  expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Result/ }).value).toBe("");
  expect(container.textContent).toContain("The stamp is missing");
  expect(screen.getByRole("link", { name: "https://files.example/act" }).getAttribute("rel")).toContain("noopener");
});

it("counts the files that are demanded, and says when they are there", async () => {
  const demands = { file: true, minFiles: 2, files: 1, fileOnly: true, missingFields: [] };
  const { unmount } = await open(task({ status: "in_progress", actions: [action("handIn")], demands }));
  expect(screen.getByRole("link", { name: "Attach the file with the result: 1 of 2" }).getAttribute("href")).toBe("#files");
  unmount();
  await open(task({ status: "in_progress", actions: [action("handIn")], demands: { ...demands, files: 2 } }));
  expect(screen.getByText("The file with the result is attached")).toBeDefined();
});

it("takes a link for the file that is demanded, and only a file where the step says so", async () => {
  const demands = { file: true, minFiles: 0, files: 0, fileOnly: false, missingFields: [] };
  const lacking = { code: "result_proof_missing", text: "Attach a file with the result or give a link" };
  const handIn = action("handIn", { allowed: false, blockers: [lacking] });
  const { user, unmount } = await open(task({ status: "in_progress", actions: [handIn], demands }));
  expect(screen.getByRole("link", { name: /Attach the file or give a link with the result: 0 of 1/ })).toBeDefined();
  const result = screen.getByRole("textbox", { name: /Result/ });
  const press = () => user.click(within(result.closest("form") ?? document.body).getByRole("button", { name: /Hand in/ }));
  await user.type(result, "Published");
  await press();
  expect(bodies()).toEqual([]);
  const links = screen.getByRole("textbox", { name: /Links/ });
  for (const [typed, said] of [
    ["drive.example.kz/d/1", "A link begins with https://"],
    ["https://one.example https://two.example", "There is a space in the link"],
    ["https://", "the address of a site is missing"],
  ] as const) {
    await user.clear(links);
    await user.type(links, typed);
    await press();
    expect(screen.getByText(new RegExp(said))).toBeDefined();
  }
  expect(bodies()).toEqual([]);
  await user.clear(links);
  await user.type(links, "https://drive.example.kz/d/1");
  expect(screen.getByText("The result is attached")).toBeDefined();
  server.answer("post", TRANSITIONS, task({ status: "done", open: false, version: 3 }));
  await press();
  await vi.waitFor(() => expect(bodies()).toMatchObject([{ action: "handIn", links: ["https://drive.example.kz/d/1"] }]), 30_000);
  unmount();
  const only = action("handIn", { allowed: false, blockers: [{ code: "result_file_missing", text: "Attach a file" }] });
  await open(task({ status: "in_progress", actions: [only], demands: { ...demands, fileOnly: true } }));
  await user.type(screen.getByRole("textbox", { name: /Links/ }), "https://drive.example.kz/d/1");
  expect(screen.getByText("A link is not enough here: the file itself is needed")).toBeDefined();
});

it("leads to the request where a field is lacking that the hand-in needs", async () => {
  const blockers = [{ code: "field_missing", text: "Fill in", fix: { kind: "field", target: "basis" } }];
  const request = { id: ID.request, number: "PAY-1", title: "Gloves", visible: true };
  const { user } = await open(
    task({ status: "in_progress", request, actions: [action("handIn", { allowed: false, blockers })] }),
  );
  const result = screen.getByRole("textbox", { name: /Result/ });
  await user.type(result, "Done");
  const form = result.closest("form") ?? document.body;
  expect(within(form).getByRole("link", { name: "fill in" }).getAttribute("href")).toBe(`/requests/${ID.request}#field-basis`);
  await user.click(within(form).getByRole("button", { name: /Hand in/ }));
  expect(bodies()).toEqual([]);
});

it("moves the deadline with a day and a reason, and keeps both when it is refused", async () => {
  const { user } = await open(task({ mayMoveDeadline: true }));
  await user.click(screen.getByRole("button", { name: "Move the deadline" }));
  const dialog = await screen.findByRole("dialog", { name: "Move the deadline" });
  const day = within(dialog).getByLabelText<HTMLInputElement>(/New deadline/, { selector: "input" });
  await user.type(within(dialog).getByRole("textbox", { name: /Why it moves/ }), "The supplier is late");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await within(dialog).findByText("Choose the new day")).toBeDefined();
  await user.type(day, "29.02.2020");
  await user.tab();
  expect(await within(dialog).findByText("This deadline has already passed")).toBeDefined();
  await user.click(within(dialog).getByRole("button", { name: /^Move the deadline/ }));
  expect(server.calls("patch", ONE)).toEqual([]);
  await user.clear(day);
  await user.type(day, "29.02.2032");
  await user.tab();
  server.fail("patch", ONE);
  await user.click(within(dialog).getByRole("button", { name: /^Move the deadline/ }));
  expect(await within(dialog).findByText(/No connection to the server/)).toBeDefined();
  server.answer("patch", ONE, task({ dueAt: "2032-02-29T13:00:00.000Z", version: 3 }));
  await user.click(within(dialog).getByRole("button", { name: /^Move the deadline/ }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(server.calls("patch", ONE).at(-1)?.body).toEqual({
    version: 2,
    dueAt: "2032-02-29T13:00:00.000Z",
    reason: "The supplier is late",
  });
});

it("tells the doer who moves the deadline, and offers the button to who may", async () => {
  const due = { dueAt: "2026-11-20T13:00:00.000Z", mayEdit: true };
  const { unmount } = await open(task(due));
  expect(screen.queryByRole("button", { name: "Move the deadline" })).toBeNull();
  expect(screen.getByText(/Aliya Author moves the deadline, or your manager/)).toBeDefined();
  unmount();
  await open(task({ ...due, mayMoveDeadline: true }));
  expect(screen.getByRole("button", { name: "Move the deadline" })).toBeDefined();
  expect(screen.queryByText(/moves the deadline, or/)).toBeNull();
});

it("asks anew when the deadline is moved a second time", async () => {
  const { user } = await open(task({ mayMoveDeadline: true }));
  await user.click(screen.getByRole("button", { name: "Move the deadline" }));
  const first = await screen.findByRole("dialog");
  await user.type(within(first).getByRole("textbox", { name: /Why it moves/ }), "Late");
  await user.type(within(first).getByLabelText(/New deadline/, { selector: "input" }), "29.02.2032");
  await user.tab();
  server.fail("patch", ONE);
  await user.click(within(first).getByRole("button", { name: /^Move the deadline/ }));
  await within(first).findByText(/No connection to the server/);
  await user.click(within(first).getByRole("button", { name: "Cancel" }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  await user.click(screen.getByRole("button", { name: "Move the deadline" }));
  const second = await screen.findByRole("dialog");
  expect(within(second).queryByText(/No connection to the server/)).toBeNull();
  expect(within(second).getByLabelText<HTMLInputElement>(/New deadline/, { selector: "input" }).value).toBe("");
});

it("counts the parts that are done and leads to each, and to the tasks before and after", async () => {
  const part = (title: string, status: string) => ({ ...other(title, status), assigneeName: null, dueAt: null });
  await open(
    task({
      subtasks: [part("Бірінші бөлік", "done"), part("Second part", "todo")],
      predecessors: [other("Before", "done")],
      successors: [other("After")],
    }),
  );
  const parts = screen.getByRole("heading", { name: /Subtasks/ }).closest("section") ?? document.body;
  expect(parts.textContent).toContain("1 of 2");
  expect(parts.textContent).toContain("in the queue");
  expect(within(parts).getByRole("link", { name: "Бірінші бөлік" }).getAttribute("href")).toContain("/tasks/");
  expect(screen.getByRole("link", { name: "T-9 · Before" })).toBeDefined();
  expect(screen.getByRole("link", { name: "T-9 · After" })).toBeDefined();
});

it("says by how much a deadline moved because the author was asked", async () => {
  const due = { dueAt: "2026-11-20T13:00:00.000Z", originalDueAt: "2026-11-20T05:30:00.000Z" };
  const { unmount } = await open(task({ ...due, pausedMinutes: 450 }));
  expect(screen.getByText(/The deadline moved by 7 h 30 min: the answer of the request’s author was awaited/)).toBeDefined();
  unmount();
  await open(task({ ...due, pausedMinutes: 0 }));
  expect(screen.queryByText(/was awaited/)).toBeNull();
});
