// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { me, reference } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { CounterpartyDialog } from "./CounterpartyDialog.tsx";

const COUNTERPARTIES = "/api/v1/counterparties";
const CARD: Schema<"CounterpartyCard"> = {
  id: "00000000-0000-4000-8000-000000000071",
  number: "C-1",
  name: "Supplier",
  status: "active",
  form: "too",
  role: "supplier",
  resident: true,
  version: 4,
  actions: [],
  may: { edit: true, enterAccount: true },
};
const closed = vi.fn();

let server: Server;

beforeEach(() => {
  closed.mockClear();
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
  server.answer("get", COUNTERPARTIES, { items: [], next: null });
  server.answer("post", COUNTERPARTIES, CARD);
});

async function dialog(card?: Schema<"CounterpartyCard">) {
  const drawn = show(<CounterpartyDialog opened onClose={closed} {...(card ? { card } : {})} />);
  const box = await screen.findByRole("dialog");
  const field = (name: RegExp) => within(box).getByRole<HTMLInputElement>("textbox", { name });
  return { ...drawn, box, field };
}

it("asks for the name before it asks the server", async () => {
  const { user, box } = await dialog();
  await user.click(within(box).getByRole("button", { name: "Add" }));
  expect(within(box).getByText("Write the name")).toBeDefined();
  expect(server.calls("post", COUNTERPARTIES)).toEqual([]);
});

it("tells a wrong BIN while it is typed", async () => {
  const { user, field } = await dialog();
  await user.type(field(/BIN/), "123456789012");
  await vi.waitFor(() => expect(field(/BIN/).getAttribute("aria-invalid")).toBe("true"), 30_000);
});

it("sends digits of the BIN alone, empty fields as nothing, and opens the card", async () => {
  const { user, box, field, address } = await dialog();
  await user.type(field(/Name/), " Clean Home ");
  await user.type(field(/Phone/), "  ");
  await user.click(within(box).getByRole("button", { name: "Add" }));
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce(), 30_000);
  expect(server.calls("post", COUNTERPARTIES)[0]?.body).toMatchObject({
    name: "Clean Home",
    bin: null,
    taxId: null,
    phone: null,
    email: null,
  });
  await vi.waitFor(() => expect(address()).toBe(`/counterparties/${CARD.id}`), 30_000);
});

it("asks a foreign one for its tax number instead of a BIN", async () => {
  const { user, box, field } = await dialog();
  await user.type(field(/Name/), "Abroad");
  await user.click(within(box).getByRole("checkbox", { name: "Resident of Kazakhstan" }));
  expect(within(box).queryByRole("textbox", { name: /BIN/ })).toBeNull();
  await user.type(field(/Tax number/), " DE-123 ");
  await user.click(within(box).getByRole("button", { name: "Add" }));
  await vi.waitFor(() => expect(server.calls("post", COUNTERPARTIES)).toHaveLength(1), 30_000);
  expect(server.calls("post", COUNTERPARTIES)[0]?.body).toMatchObject({ resident: false, bin: null, taxId: "DE-123" });
});

it("changes a card on the version that was read, and keeps what was typed when refused", async () => {
  server.refuse("patch", "/api/v1/counterparties/{id}", { status: 409, code: "stale_version" });
  const { user, box, field } = await dialog(CARD);
  await user.type(field(/Name/), " LLP");
  await user.click(within(box).getByRole("button", { name: "Save" }));
  await vi.waitFor(() => expect(server.calls("patch", "/api/v1/counterparties/{id}")).toHaveLength(1), 30_000);
  expect(server.calls("patch", "/api/v1/counterparties/{id}")[0]?.body).toMatchObject({ name: "Supplier LLP", version: 4 });
  expect(await within(box).findByRole("alert")).toBeDefined();
  expect(field(/Name/).value).toBe("Supplier LLP");
  expect(closed).not.toHaveBeenCalled();
});

it("sends how the counterparty is reached and taxed as it was entered", async () => {
  const { user, box, field } = await dialog();
  await user.type(field(/Name/), "Clean Home");
  await user.type(field(/E-?mail/i), " office@clean.example ");
  await user.click(within(box).getByRole("checkbox", { name: /VAT/ }));
  await user.click(within(box).getByRole("button", { name: "Add" }));
  await vi.waitFor(() => expect(server.calls("post", COUNTERPARTIES)).toHaveLength(1), 30_000);
  expect(server.calls("post", COUNTERPARTIES)[0]?.body).toMatchObject({
    email: "office@clean.example",
    vatPayer: true,
    defaultCostItemId: null,
  });
});
