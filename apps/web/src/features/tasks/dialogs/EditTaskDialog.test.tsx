// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { act, screen, within } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { HEAD, me, reference, task } from "../../../../test/samples.ts";
import { startServer, type Server } from "../../../../test/server.ts";
import { show } from "../../../../test/show.tsx";
import { EditTaskDialog } from "./EditTaskDialog.tsx";

const TASK = "/api/v1/tasks/{id}";
const closed = vi.fn();
const BEFORE = { id: "00000000-0000-4000-8000-000000000071", number: "T-7", title: "Count the stock", status: "todo" } as const;

let server: Server;

beforeEach(() => {
  closed.mockClear();
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
  server.answer("get", "/api/v1/people", { items: [HEAD], next: null });
  server.answer("get", "/api/v1/tasks", { items: [], next: null });
});

async function dialog(card: Schema<"Task">) {
  server.answer("patch", TASK, card);
  const drawn = show(<EditTaskDialog task={card} onClose={closed} />);
  const box = await screen.findByRole("dialog");
  const save = () => drawn.user.click(within(box).getByRole("button", { name: /Save/ }));
  return { ...drawn, box, save };
}

const own = (rest: Partial<Schema<"Task">> = {}) =>
  task({ stepKey: null, titles: null, request: null, status: "todo", mayMoveDeadline: true, ...rest });
const sent = () => server.calls("patch", TASK).map(({ body }) => body);

it("sends only what was changed, with the version that was read", async () => {
  const card = own({ predecessors: [BEFORE] });
  const { user, box, save } = await dialog(card);
  const title = within(box).getByRole("textbox", { name: /What to do/ });
  await user.clear(title);
  await user.type(title, "  Call the bank again ");
  await user.click(within(box).getByRole("button", { name: "Remove: T-7 · Count the stock" }));
  await save();
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce(), 30_000);
  expect(sent()).toEqual([{ version: card.version, title: "Call the bank again", predecessorIds: [] }]);
});

it("gives the work to somebody else", async () => {
  const card = own();
  const { user, box, save } = await dialog(card);
  const who = within(box).getByRole("textbox", { name: /Assignee/ });
  await user.clear(who);
  await user.click(who);
  await user.click(await screen.findByRole("option", { name: /Hakim Head/ }));
  await save();
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce(), 30_000);
  expect(sent()).toEqual([{ version: card.version, assigneeId: HEAD.id }]);
});

it("sends nothing when nothing was changed, and no empty title", async () => {
  const { user, box, save } = await dialog(own());
  const title = within(box).getByRole("textbox", { name: /What to do/ });
  await user.clear(title);
  await save();
  expect(within(box).getByText("Write what to do")).toBeDefined();
  expect(closed).not.toHaveBeenCalled();
  await user.type(title, own().title);
  await save();
  expect(closed).toHaveBeenCalledOnce();
  expect(sent()).toEqual([]);
});

it("leaves name and order of a step to its type, and the order alone of begun work and of another's plan", async () => {
  const step = own({ stepKey: "check", titles: { ru: "Проверка", kk: "Тексеру", en: "Check" }, status: "todo" });
  const { box, unmount } = await dialog(step);
  expect(within(box).queryByRole("textbox", { name: /What to do/ })).toBeNull();
  expect(within(box).queryByRole("textbox", { name: /After which tasks/ })).toBeNull();
  unmount();
  const begun = await dialog(own({ status: "in_progress" }));
  expect(within(begun.box).queryByRole("textbox", { name: /After which tasks/ })).toBeNull();
  begun.unmount();
  const planned = await dialog(own({ mayMoveDeadline: false }));
  expect(within(planned.box).queryByRole("textbox", { name: /After which tasks/ })).toBeNull();
});

it("shows at the order what the server refuses, and keeps what was typed", async () => {
  const { user, box, save } = await dialog(own({ predecessors: [BEFORE] }));
  server.refuse("patch", TASK, {
    status: 400,
    code: "bad_input",
    fields: [{ field: "predecessorIds", code: "waitsForThis", params: {}, detail: "That task itself waits for this one" }],
  });
  await user.click(within(box).getByRole("button", { name: /Remove: T-7/ }));
  await save();
  expect(await within(box).findByText(/itself waits for this one/)).toBeDefined();
  expect(closed).not.toHaveBeenCalled();
});

it("overwrites nothing unseen: follows the other person, and asks which of two values stays", async () => {
  const card = own();
  server.answer("patch", TASK, card);
  let found: (later: Schema<"Task">) => void = () => undefined;
  function Page() {
    const [read, setRead] = useState(card);
    found = setRead;
    return <EditTaskDialog task={read} onClose={closed} />;
  }
  const { user } = show(<Page />);
  const box = within(await screen.findByRole("dialog"));
  const title = box.getByRole("textbox", { name: /What to do/ });
  await user.clear(title);
  await user.type(title, "Mine");
  act(() => found({ ...card, version: card.version + 1, title: "Theirs", description: "Said by another" }));
  expect(box.getByRole<HTMLTextAreaElement>("textbox", { name: /Details/ }).value).toBe("Said by another");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(sent()).toEqual([]);
  const item = within(box.getByRole("listitem", { name: "What to do" }));
  expect(item.getByText(/Now: Theirs/)).toBeDefined();
  await user.click(item.getByRole("button", { name: "Save mine" }));
  await user.click(box.getByRole("button", { name: /^Save(?! mine)/ }));
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce(), 30_000);
  expect(sent()).toEqual([{ version: card.version + 1, title: "Mine" }]);
});
