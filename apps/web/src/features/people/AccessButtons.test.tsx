// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { ID, me, person } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { AccessButtons } from "./AccessButtons.tsx";

const OFF = "/api/v1/people/{id}/deactivate";
const HELD = "/api/v1/people/{id}/holdings";
const ON = "/api/v1/people/{id}/activate";
const LINK = "/api/v1/people/{id}/password-link";

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", HELD, { items: [] });
});

async function buttons(change: Partial<Schema<"PersonCard">> = {}) {
  const { user } = show(
    <>
      <AccessButtons person={person(change)} />
      <p>beside</p>
    </>,
  );
  await screen.findByText("beside");
  return user;
}

it("stand only where the reader may let people in and out", async () => {
  await buttons({ may: { activate: false, edit: [], roles: true } });
  expect(screen.queryAllByRole("button")).toEqual([]);
});

it("ask before anybody is switched off, and say what comes of it", async () => {
  const name = "Құсайынова Әйгерім Нұрсұлтанқызы";
  const user = await buttons({ name });
  await user.click(screen.getByRole("button", { name: "Switch off" }));
  const dialog = await screen.findByRole("dialog", { name: `Switch off ${name}?` });
  expect(dialog.textContent).toContain(`${name} can no longer sign in`);
  await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(server.calls("post", OFF)).toEqual([]);
});

it("say why somebody cannot be switched off, and do it once when it can be", async () => {
  const user = await buttons();
  await user.click(screen.getByRole("button", { name: "Switch off" }));
  const dialog = await screen.findByRole("dialog");
  const confirm = within(dialog).getByRole("button", { name: "Switch off" });
  server.refuse("post", OFF, { status: 409, code: "last_admin" });
  await user.click(confirm);
  expect((await within(dialog).findByRole("alert")).textContent).not.toBe("");
  const answer = server.hold("post", OFF, person({ active: false }));
  await user.dblClick(confirm);
  answer();
  expect(await screen.findByText("Switched off: Aliya Author")).toBeDefined();
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(server.calls("post", OFF)).toHaveLength(2);
});

it("say what somebody holds and hand over to a successor what no rule gives on", async () => {
  server.answer("get", HELD, {
    items: [
      { key: "tasks", way: "byRule", count: 5 },
      { key: "reports", way: "toSuccessor", count: 1 },
      { key: "budgetLines", way: "toSuccessor", count: 14 },
      { key: "places", way: "byHand", count: 1 },
    ],
  });
  const left = person();
  const other = { ...left, id: ID.head, name: "Marat Manager" };
  server.answer("get", "/api/v1/people", { items: [left, other], next: null });
  const user = await buttons();
  await user.click(screen.getByRole("button", { name: "Switch off" }));
  const dialog = await screen.findByRole("dialog");
  expect(await within(dialog).findByText("5 tasks")).toBeDefined();
  const said = ["1 person who reports to them", "14 budget lines", "head of 1 department or branch"];
  for (const text of said) expect(within(dialog).getByText(text)).toBeDefined();
  await user.click(within(dialog).getByRole("textbox", { name: "Successor" }));
  await user.click(await screen.findByRole("option", { name: /Marat Manager/ }));
  expect(screen.queryByRole("option", { name: new RegExp(left.name) })).toBeNull();
  server.answer("post", OFF, person({ active: false }));
  await user.click(within(dialog).getByRole("button", { name: "Switch off" }));
  await vi.waitFor(() => expect(server.calls("post", OFF)).toHaveLength(1), 30_000);
  expect(server.calls("post", OFF)[0]?.body).toEqual({ successorId: other.id });
});

it("let somebody in again at one press", async () => {
  const user = await buttons({ active: false });
  expect(screen.queryByRole("button", { name: "Password link" })).toBeNull();
  server.fail("post", ON);
  await user.click(screen.getByRole("button", { name: "Switch on" }));
  expect(await screen.findByText(/No connection to the server/)).toBeDefined();
  server.answer("post", ON, person());
  await user.click(screen.getByRole("button", { name: "Switch on" }));
  expect(await screen.findByText("Let in again: Aliya Author")).toBeDefined();
});

it("make a link by a press and not by opening the dialog, and show it whole", async () => {
  const user = await buttons();
  await user.click(screen.getByRole("button", { name: "Password link" }));
  const dialog = await screen.findByRole("dialog", { name: "Password link: Aliya Author" });
  expect(dialog.textContent).toContain("The link works once");
  expect(server.calls("post", LINK)).toEqual([]);
  server.answer("post", LINK, { token: "one-time", expiresAt: "2030-01-01T00:00:00.000Z" });
  await user.click(within(dialog).getByRole("button", { name: "Make a link" }));
  expect(await within(dialog).findByText(`${location.origin}/set-password?token=one-time`)).toBeDefined();
  await user.click(within(dialog).getByRole("button", { name: "Copy" }));
  expect(await screen.findByText("The link is copied")).toBeDefined();
  expect(await navigator.clipboard.readText()).toBe(`${location.origin}/set-password?token=one-time`);
  expect(server.calls("post", LINK)).toHaveLength(1);
});

it("forget the link when the dialog is closed", async () => {
  const user = await buttons();
  server.answer("post", LINK, { token: "one-time", expiresAt: "2030-01-01T00:00:00.000Z" });
  await user.click(screen.getByRole("button", { name: "Password link" }));
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Make a link" }));
  await screen.findByText(/one-time/);
  await user.click(within(screen.getByRole("dialog")).getAllByRole("button", { name: "Close" }).at(-1) ?? document.body);
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  await user.click(screen.getByRole("button", { name: "Password link" }));
  await screen.findByRole("dialog");
  expect(screen.queryByText(/one-time/)).toBeNull();
});
