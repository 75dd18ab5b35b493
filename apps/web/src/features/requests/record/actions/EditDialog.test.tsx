// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { answerRoom } from "../../../../../test/record.ts";
import { ID, request } from "../../../../../test/samples.ts";
import { startServer, type Server } from "../../../../../test/server.ts";
import { show } from "../../../../../test/show.tsx";
import RequestPage from "../../RequestPage.tsx";

const ONE = "/api/v1/requests/{id}";

let server: Server;

beforeEach(() => {
  server = startServer();
  answerRoom(server);
  server.answer("get", ONE, request({ mayEdit: true }));
});

async function dialog() {
  const drawn = show(<RequestPage />, { at: `/requests/${ID.request}`, route: "/requests/$id" });
  const [change] = await screen.findAllByRole("button", { name: "Change" });
  await drawn.user.click(change ?? document.body);
  const box = within(await screen.findByRole("dialog", { name: "Change the request" }));
  return { ...drawn, box, save: () => drawn.user.click(box.getByRole("button", { name: /^Save(?! mine)/ })) };
}

it("sends nothing while a date cannot be read, says so at the field, and sends the date as it was mended", async () => {
  const { user, box, save } = await dialog();
  const title = box.getByLabelText(/^Subject/, { selector: "input" });
  await user.type(title, "Masks");
  const day = box.getByLabelText(/^Pay by/, { selector: "input" });
  await user.clear(day);
  await user.type(day, "31.02");
  await save();
  expect(day.getAttribute("aria-invalid")).toBe("true");
  expect(box.getAllByText(/There is no such date/).length).toBeGreaterThan(0);
  expect(server.calls("patch", ONE)).toEqual([]);
  await user.clear(day);
  await user.type(day, "28.02.2031");
  server.answer("patch", ONE, { id: ID.request, version: 6, fields: [] });
  await save();
  await vi.waitFor(() => expect(server.calls("patch", ONE)).toHaveLength(1), 30_000);
  expect(server.calls("patch", ONE)[0]?.body).toMatchObject({
    values: { title: "Masks", payDeadline: "2031-02-28" },
  });
});

const STALE = { status: 409, code: "stale_version" };
const filled = (change: Partial<ReturnType<typeof request>> = {}) =>
  request({ mayEdit: true, values: { title: "Gloves", purpose: "For the ward", invoiceNumber: "17" }, ...change });

/** The dialog with a new purpose typed, while another person gave the request another purpose and another number. */
async function overtaken() {
  server.answer("get", ONE, filled());
  const drawn = await dialog();
  const purpose = drawn.box.getByLabelText<HTMLInputElement>(/^Payment purpose(?! code)/, { selector: "input, textarea" });
  await drawn.user.clear(purpose);
  await drawn.user.type(purpose, "For surgery");
  const values = { title: "Gloves", purpose: "For the kitchen", invoiceNumber: "18" };
  server.answer("get", ONE, filled({ version: 6, updatedAt: "2026-11-16T06:00:00.000Z", values }));
  const number = drawn.box.getByLabelText<HTMLInputElement>(/^Invoice number/, { selector: "input" });
  return { ...drawn, purpose, number };
}

async function clash(box: Awaited<ReturnType<typeof overtaken>>["box"]) {
  const item = await box.findByRole("listitem", { name: "Payment purpose" });
  expect(item.textContent).toMatch(/Now: For the kitchen.*Yours: For surgery/);
  return within(item);
}

it("overwrites nothing unseen: shows both values, and saves the reader's only when they say so", async () => {
  const { user, box, save, number } = await overtaken();
  server.refuse("patch", ONE, STALE);
  await save();
  const item = await clash(box);
  // What was not touched follows the other person.
  expect(number.value).toBe("18");
  expect(box.getByRole<HTMLButtonElement>("button", { name: /^Save(?! mine)/ }).disabled).toBe(true);
  server.answer("patch", ONE, { id: ID.request, version: 7, fields: [] });
  await user.click(item.getByRole("button", { name: "Save mine" }));
  expect(box.queryByRole("listitem", { name: "Payment purpose" })).toBeNull();
  await save();
  await vi.waitFor(() => expect(server.calls("patch", ONE)).toHaveLength(2), 30_000);
  expect(server.calls("patch", ONE).map(({ body }) => body)).toEqual([
    { version: 5, values: { purpose: "For surgery" } },
    { version: 6, values: { purpose: "For surgery" } },
  ]);
});

it("asks before saving when the news came by themselves, and takes the other value when chosen", async () => {
  const { user, box, cache, purpose } = await overtaken();
  await cache.invalidateQueries({ queryKey: ["request", ID.request] });
  const item = await clash(box);
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(server.calls("patch", ONE)).toEqual([]);
  await user.click(item.getByRole("button", { name: "Leave as it is now" }));
  expect(purpose.value).toBe("For the kitchen");
  expect(box.getByRole<HTMLButtonElement>("button", { name: /^Save(?! mine)/ }).disabled).toBe(true);
});
