// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { AUTHOR, ID, me, reference } from "../../../../test/samples.ts";
import { startServer, type Server } from "../../../../test/server.ts";
import { show } from "../../../../test/show.tsx";
import { NewTaskDialog } from "./NewTaskDialog.tsx";

const TASKS = "/api/v1/tasks";
const closed = vi.fn();

let server: Server;

beforeEach(() => {
  closed.mockClear();
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
  server.answer("get", "/api/v1/people", { items: [AUTHOR], next: null });
  server.answer("post", TASKS, { id: "00000000-0000-4000-8000-000000000061" });
});

async function dialog(props: Partial<Parameters<typeof NewTaskDialog>[0]> = {}) {
  const drawn = show(<NewTaskDialog opened onClose={closed} {...props} />);
  const box = await screen.findByRole("dialog");
  async function choose() {
    await drawn.user.click(within(box).getByRole("textbox", { name: /Assignee/ }));
    await drawn.user.click(await screen.findByRole("option", { name: /Aliya Author/ }));
  }
  return { ...drawn, box, choose };
}

it("names everything that is missing at once, and sends nothing", async () => {
  const { user, box } = await dialog();
  await user.click(within(box).getByRole("button", { name: /Set the task/ }));
  expect(within(box).getByText("Write what to do")).toBeDefined();
  expect(within(box).getByText("Choose who will do it")).toBeDefined();
  expect(server.calls("post", TASKS)).toEqual([]);
});

it("sends the trimmed title with what was ticked, by Ctrl+Enter, and offers to open it", async () => {
  const { user, box, choose, address } = await dialog({ request: { id: ID.request, number: "PAY-1" } });
  expect(within(box).getByText("On request PAY-1")).toBeDefined();
  await user.type(within(box).getByRole("textbox", { name: /What to do/ }), "  Call the bank ");
  await choose();
  await user.click(within(box).getByRole("checkbox", { name: "I will check the result" }));
  await user.keyboard("{Control>}{Enter}{/Control}");
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce(), 30_000);
  expect(server.calls("post", TASKS).map(({ body }) => body)).toEqual([
    {
      title: "Call the bank",
      assigneeId: ID.author,
      description: "",
      priority: 2,
      review: true,
      requiresFile: false,
      requestId: ID.request,
    },
  ]);
  await user.click(await screen.findByRole("button", { name: "Open" }));
  await vi.waitFor(() => expect(address()).toContain("000000000061"), 30_000);
});

it("means the evening of the due day in the company's time", async () => {
  const { user, box, choose } = await dialog();
  await user.type(within(box).getByRole("textbox", { name: /What to do/ }), "Pay");
  await choose();
  await user.type(within(box).getByRole("textbox", { name: /^Due/ }), "10.03.2031");
  await user.tab();
  await user.click(within(box).getByRole("button", { name: /Set the task/ }));
  await vi.waitFor(() => expect(server.calls("post", TASKS)).toHaveLength(1), 30_000);
  expect(server.calls("post", TASKS)[0]?.body).toMatchObject({ dueAt: "2031-03-10T13:00:00.000Z" });
});

it("says before sending that a deadline is over", async () => {
  const { user, box, choose } = await dialog();
  await user.type(within(box).getByRole("textbox", { name: /What to do/ }), "Pay");
  await choose();
  await user.type(within(box).getByRole("textbox", { name: /^Due/ }), "10.03.2021");
  await user.tab();
  expect(await within(box).findByText("This deadline has already passed")).toBeDefined();
  await user.click(within(box).getByRole("button", { name: /Set the task/ }));
  expect(server.calls("post", TASKS)).toEqual([]);
});

it("shows a refusal at its field, in words, and keeps the dialog", async () => {
  server.refuse("post", TASKS, { status: 400, code: "bad_input", fields: [{ field: "dueAt", code: "invalid", detail: "" }] });
  const { user, box, choose } = await dialog();
  await user.type(within(box).getByRole("textbox", { name: /What to do/ }), "Pay");
  await choose();
  await user.click(within(box).getByRole("button", { name: /Set the task/ }));
  expect(await within(box).findByText("Not a valid value")).toBeDefined();
  expect(closed).not.toHaveBeenCalled();
});

it("says what is to come out of the task, and that a file belongs to it", async () => {
  const { user, box, choose } = await dialog();
  await user.type(within(box).getByRole("textbox", { name: /What to do/ }), "Pay");
  await choose();
  await user.type(box.querySelector("#field-description") ?? box, "By the end of the month");
  await user.click(within(box).getAllByRole("checkbox").at(-1) ?? box);
  await user.click(within(box).getByRole("button", { name: /Set the task/ }));
  await vi.waitFor(() => expect(server.calls("post", TASKS)).toHaveLength(1), 30_000);
  expect(server.calls("post", TASKS)[0]?.body).toMatchObject({
    description: "By the end of the month",
    review: false,
    requiresFile: true,
  });
});
