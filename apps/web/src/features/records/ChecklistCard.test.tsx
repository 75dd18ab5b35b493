// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { ID, me } from "../../../test/samples.ts";
import { startServer, type Body, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { ChecklistCard } from "./ChecklistCard.tsx";

type Item = Body<"get", "/api/v1/records/{id}/checklist">["items"][number];

const item = (id: string, change: Partial<Item> = {}): Item => ({
  id,
  text: `Item ${id}`,
  required: false,
  done: false,
  doneAt: null,
  doneBy: null,
  ...change,
});

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
});

function card(items: Item[], mayChange = true) {
  server.answer("get", "/api/v1/records/{id}/checklist", { items });
  return show(<ChecklistCard recordId={ID.request} mayChange={mayChange} />);
}

it("counts what is done and says what is required", async () => {
  card([item("1", { done: true }), item("2", { required: true })]);
  expect(await screen.findByText("1 of 2")).toBeDefined();
  expect(screen.getByText("required item")).toBeDefined();
  expect(screen.queryByRole("button", { name: "Remove the item: Item 2" })).toBeNull();
  expect(screen.getByRole("button", { name: "Remove the item: Item 1" })).toBeDefined();
});

it("ticks at once, and takes the tick back when the server refuses", async () => {
  const { user } = card([item("1")]);
  const box = await screen.findByRole<HTMLInputElement>("checkbox", { name: /Item 1/ });
  server.refuse("patch", "/api/v1/records/{id}/checklist/{itemId}", { status: 403, code: "forbidden" });
  await user.click(box);
  expect(server.calls("patch", "/api/v1/records/{id}/checklist/{itemId}")[0]?.body).toEqual({ done: true });
  await vi.waitFor(() => expect(screen.getByRole<HTMLInputElement>("checkbox", { name: /Item 1/ }).checked).toBe(false), 30_000);
  const toasts = await screen.findAllByRole("alert");
  expect(toasts.map((toast) => toast.textContent).join()).not.toContain("forbidden");
});

it("adds an item by Enter, without empty ones, and makes room for the next", async () => {
  const { user } = card([]);
  const box = await screen.findByRole<HTMLInputElement>("textbox", { name: "New item" });
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Add" }).disabled).toBe(true);
  server.answer("post", "/api/v1/records/{id}/checklist", { id: "9" });
  server.answer("get", "/api/v1/records/{id}/checklist", { items: [item("9", { text: "Call them" })] });
  await user.type(box, "  Call them {Enter}");
  expect(await screen.findByRole("checkbox", { name: "Call them" })).toBeDefined();
  expect(server.calls("post", "/api/v1/records/{id}/checklist")[0]?.body).toEqual({ text: "Call them" });
  expect(box.value).toBe("");
});

it("is read where it may not be changed, and absent when empty", async () => {
  const { unmount } = card([item("1")], false);
  const box = await screen.findByRole<HTMLInputElement>("checkbox", { name: /Item 1/ });
  expect(box.disabled).toBe(true);
  expect(screen.queryByRole("textbox")).toBeNull();
  unmount();
  const { container } = card([], false);
  await vi.waitFor(() => expect(server.calls("get", "/api/v1/records/{id}/checklist").length).toBeGreaterThan(1), 30_000);
  expect(within(container).queryByText("Checklist")).toBeNull();
});
