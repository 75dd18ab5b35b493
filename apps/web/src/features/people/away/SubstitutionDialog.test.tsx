// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { AUTHOR, ID, me, reference } from "../../../../test/samples.ts";
import { startServer, type Server } from "../../../../test/server.ts";
import { show } from "../../../../test/show.tsx";
import { SubstitutionDialog } from "./SubstitutionDialog.tsx";

const SUBSTITUTIONS = "/api/v1/substitutions";
const closed = vi.fn();

let server: Server;

beforeEach(() => {
  closed.mockClear();
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
  server.answer("get", "/api/v1/people", { items: [AUTHOR], next: null });
});

async function dialog() {
  const { user } = show(<SubstitutionDialog onClose={closed} />);
  const box = await screen.findByRole("dialog");
  const send = () => user.click(within(box).getAllByRole("button").at(-1) ?? box);
  const [from, to] = ["fromDate", "toDate"].map((name) => box.querySelector<HTMLInputElement>(`#field-${name}`));
  return { user, box, send, from: from ?? box, to: to ?? box };
}

it("names the person and both days when they are missing", async () => {
  const { box, send } = await dialog();
  await send();
  expect(within(box).getByText("Choose a person")).toBeDefined();
  expect(within(box).getAllByText("Enter the date")).toHaveLength(2);
  expect(server.calls("post", SUBSTITUTIONS)).toEqual([]);
});

it("says in words when the server refuses, and keeps the dialog with what was chosen", async () => {
  server.refuse("post", SUBSTITUTIONS, { status: 422, code: "blocked", blockers: [] });
  const { user, box, send, from, to } = await dialog();
  const substitute = box.querySelector<HTMLInputElement>("#field-substituteId") ?? document.body;
  await user.click(substitute);
  await user.click(await screen.findByRole("option", { name: /Aliya Author/ }));
  for (const [field, day] of [
    [from, "10.03.2031"],
    [to, "12.03.2031"],
  ] as const) {
    await user.type(field, day);
    await user.tab();
  }
  await send();
  await vi.waitFor(() => expect(server.calls("post", SUBSTITUTIONS)).toHaveLength(1), 30_000);
  expect(server.calls("post", SUBSTITUTIONS)[0]?.body).toEqual({
    substituteId: ID.author,
    fromDate: "2031-03-10",
    toDate: "2031-03-12",
    kinds: [],
    maxAmountMinor: null,
    restricted: false,
    reason: "",
  });
  expect(await within(box).findByRole("alert")).toBeDefined();
  expect(closed).not.toHaveBeenCalled();
});

it("keeps the limits and the reason in what it sends", async () => {
  server.refuse("post", SUBSTITUTIONS, { status: 422, code: "blocked", blockers: [] });
  const { user, box, send, from, to } = await dialog();
  await user.click(box.querySelector<HTMLInputElement>("#field-substituteId") ?? document.body);
  await user.click(await screen.findByRole("option", { name: /Aliya Author/ }));
  await user.type(from, "10.03.2031");
  await user.tab();
  await user.type(to, "10.03.2031");
  await user.tab();
  await user.type(box.querySelector<HTMLInputElement>("#field-maxAmountMinor") ?? box, "500");
  await user.click(within(box).getByRole("checkbox"));
  await user.type(box.querySelector<HTMLInputElement>("#field-reason") ?? box, " leave ");
  await send();
  await vi.waitFor(() => expect(server.calls("post", SUBSTITUTIONS)).toHaveLength(1), 30_000);
  expect(server.calls("post", SUBSTITUTIONS)[0]?.body).toMatchObject({
    maxAmountMinor: 500_00,
    restricted: true,
    reason: "leave",
  });
});
