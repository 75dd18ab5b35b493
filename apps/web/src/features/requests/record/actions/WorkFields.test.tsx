// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { answerRoom } from "../../../../../test/record.ts";
import { action, HEAD, ID, request } from "../../../../../test/samples.ts";
import { startServer, type Server } from "../../../../../test/server.ts";
import { show, speak } from "../../../../../test/show.tsx";
import RequestPage from "../../RequestPage.tsx";

const TRANSITIONS = "/api/v1/requests/{id}/transitions";

let server: Server;

beforeEach(() => {
  server = startServer();
  answerRoom(server);
  server.answer("post", TRANSITIONS, request({ version: 6 }));
});

const bodies = () => server.calls("post", TRANSITIONS).map(({ body }) => body);

const DONE: Schema<"Request">["tasks"][number] = {
  id: "00000000-0000-4000-8000-000000000060",
  number: "T-1",
  title: "Check invoice",
  titles: { ru: "Check", kk: "Шотты тексеру", en: "Check invoice, attach basis" },
  status: "done",
  stepKey: "check",
  completesBy: null,
  assignee: HEAD,
  queueId: null,
  requiresFile: true,
  resultLinks: [],
  mayBeRedone: true,
  fallsAway: false,
  skipped: false,
  dueAt: null,
};

async function ask(card: Partial<Schema<"Request">>, strip = "What is next") {
  const reopened = request({ open: false, actions: [action("reopen", { needsReason: true })], ...card });
  server.answer("get", "/api/v1/requests/{id}", reopened);
  const { user } = show(<RequestPage />, { at: `/requests/${ID.request}`, route: "/requests/$id" });
  const region = await screen.findByRole("region", { name: strip });
  await user.click(within(region).getByRole("button"));
  const dialog = await screen.findByRole("dialog");
  const confirm = () => user.keyboard("{Control>}{Enter}{/Control}");
  return { user, dialog, confirm };
}

it("reopens with the done task that is to be done again", async () => {
  const paid = { ...DONE, id: "paid", title: "Pay", titles: null, mayBeRedone: false };
  const { user, dialog, confirm } = await ask({ status: "closed", tasks: [DONE, paid] });
  const choice = within(dialog).getByRole<HTMLInputElement>("combobox", { name: /What is to be done/ });
  expect(choice.value).toBe("Check invoice, attach basis · Hakim Head");
  await user.click(choice);
  const options = await screen.findAllByRole("option");
  expect(options.map((one) => one.textContent)).toEqual(["Check invoice, attach basis · Hakim Head", "A new task…"]);
  await user.type(within(dialog).getByRole("textbox", { name: /Why/ }), "The basis is wrong");
  await confirm();
  await vi.waitFor(() => expect(bodies()).toHaveLength(1), 30_000);
  expect(bodies()[0]).toEqual({ action: "reopen", reason: "The basis is wrong", work: { taskId: DONE.id }, version: 5 });
});

it("asks for a new task whole, and sends nothing before", async () => {
  const { user, dialog, confirm } = await ask({ status: "closed", tasks: [] });
  await user.type(within(dialog).getByRole("textbox", { name: /Why/ }), "Not finished");
  await confirm();
  expect(within(dialog).getByText("Choose a person")).toBeDefined();
  expect(within(dialog).getByText("Enter the date")).toBeDefined();
  expect(bodies()).toEqual([]);
});

it("lets a rejected request come back with what was cancelled, and says what the server lacks", async () => {
  const { user, dialog, confirm } = await ask({ status: "rejected", tasks: [DONE] });
  const choice = within(dialog).getByRole<HTMLInputElement>("combobox", { name: /What is to be done/ });
  expect(choice.value).toBe("Nothing new: the cancelled tasks come back");
  server.refuse("post", TRANSITIONS, {
    status: 422,
    code: "blocked",
    blockers: [{ code: "work_missing", text: "Name what is to be done" }],
  });
  await user.type(within(dialog).getByRole("textbox", { name: /Why/ }), "It is needed");
  await confirm();
  expect((await within(dialog).findByRole("alert")).textContent).toContain("Name what is to be done");
  expect(bodies()).toEqual([{ action: "reopen", reason: "It is needed", version: 5 }]);
});

it("returns finished work with the task that is done again, and says on the page who does it", async () => {
  const card = { status: "done" as const, open: true, actions: [action("returnDone", { needsReason: true })], tasks: [DONE] };
  const { user, dialog, confirm } = await ask(card);
  const returned = { from: "done", toStep: null, taskId: DONE.id, at: null, by: null, reason: "It leaks", answered: false };
  const again = request({ status: "rework", version: 6, returned, tasks: [{ ...DONE, status: "rework" }] });
  server.answer("post", TRANSITIONS, again);
  await user.type(within(dialog).getByRole("textbox", { name: /What is wrong/ }), "It leaks");
  await confirm();
  await vi.waitFor(() => expect(bodies()).toHaveLength(1), 30_000);
  expect(bodies()[0]).toMatchObject({ action: "returnDone", work: { taskId: DONE.id } });
  expect(await screen.findByText(/The assignee of “Check invoice, attach basis” does it again/)).toBeDefined();
});

it("speaks Kazakh", async () => {
  await speak("kk");
  const { dialog } = await ask({ status: "closed", tasks: [] }, "Әрі қарай не");
  expect(dialog.textContent?.replaceAll("Ctrl Enter", "")).not.toMatch(/[a-z]/i);
});
