// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { answerRoom } from "../../../test/record.ts";
import { AUTHOR, HEAD, me } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import CounterpartyPage from "./CounterpartyPage.tsx";

const ONE = "/api/v1/counterparties/{id}";
const ACCOUNTS = "/api/v1/counterparties/{id}/accounts";
const CONFIRM = "/api/v1/counterparties/{id}/accounts/{accountId}/confirm";
const RETIRE = "/api/v1/counterparties/{id}/accounts/{accountId}/retire";
const TRANSITIONS = "/api/v1/counterparties/{id}/transitions";
const IBAN = "KZ86125KZT5004100100";

type Card = Schema<"CounterpartyCard">;

let server: Server;

beforeEach(() => {
  server = startServer();
  answerRoom(server);
  server.answer("get", "/api/v1/me", me({ permissions: [] }));
});

function counterparty(change: Partial<Card> = {}): Card {
  return {
    id: "c1",
    number: "C-1",
    name: "«Қазақ тағамдары» ЖШС",
    status: "active",
    form: "too",
    role: "supplier",
    resident: true,
    vatPayer: true,
    bin: "010140000017",
    kbe: "17",
    currency: "KZT",
    version: 4,
    accounts: [],
    actions: [],
    may: { edit: false, enterAccount: true },
    ...change,
  };
}

function account(change: Partial<Schema<"BankAccount">> = {}): Schema<"BankAccount"> {
  return {
    id: "a1",
    iban: IBAN,
    ends: "0100",
    bic: "KZKOKZKX",
    bankName: "Qazaq Bank",
    currency: "KZT",
    confirmed: false,
    confirmedAt: null,
    confirmedBy: null,
    enteredAt: "2026-11-16T05:00:00.000Z",
    enteredBy: AUTHOR,
    mayConfirm: true,
    ...change,
  };
}

async function open(card: Card) {
  server.answer("get", ONE, card);
  const drawn = show(<CounterpartyPage />, { at: "/counterparties/c1", route: "/counterparties/$id" });
  await screen.findByRole("heading", { name: /Қазақ тағамдары/ });
  return drawn;
}

it("says that nothing can be paid without an account", async () => {
  await open(counterparty());
  expect(screen.getByText(/No accounts: without a confirmed one nothing can be paid/)).toBeDefined();
});

it("shows the requisites to who may see them, and says to others whom they are shown to", async () => {
  const { id, number, name, status, actions, may } = counterparty();
  const { container } = await open({ id, number, name, status, actions, may });
  expect(screen.getByText(/shown to finance and to keepers of the directory/)).toBeDefined();
  expect(container.textContent).not.toContain("Bank accounts");
});

it("hides all of an account but its end where the server does, and names others that have the same", async () => {
  const { iban: _hidden, ...rest } = account({ alsoOf: ["Second LLP", "Third LLP"], mayConfirm: false });
  const { container } = await open(counterparty({ accounts: [rest], may: { edit: false, enterAccount: false } }));
  expect(screen.getByText("•••• 0100")).toBeDefined();
  expect(container.textContent).toContain("The same account is entered for others: Second LLP, Third LLP");
  expect(screen.queryByRole("button", { name: "Confirm the account" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Retire the account" })).toBeNull();
});

it("is confirmed by a second person who compared it with the paper, and shown by whom", async () => {
  const { user } = await open(counterparty({ accounts: [account()] }));
  expect(screen.getByText("Awaits confirmation by a second person")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Confirm the account" }));
  const dialog = await screen.findByRole("dialog", { name: "Confirm the bank account" });
  expect(dialog.textContent).toContain("010140000017");
  expect(dialog.textContent).toContain("Qazaq Bank, KZKOKZKX");
  expect(server.calls("post", CONFIRM)).toEqual([]);
  server.refuse("post", CONFIRM, { status: 403, code: "forbidden" });
  await user.click(within(dialog).getByRole("button", { name: /Confirm the account/ }));
  expect((await within(dialog).findByRole("alert")).textContent).not.toBe("");
  const confirmed = account({ confirmed: true, confirmedBy: HEAD, confirmedAt: "2026-11-16T06:00:00.000Z", mayConfirm: false });
  server.answer("post", CONFIRM, counterparty({ accounts: [confirmed] }));
  await user.click(within(dialog).getByRole("button", { name: /Confirm the account/ }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(screen.getByText(/Confirmed by Hakim Head/)).toBeDefined();
  expect(screen.queryByText("Awaits confirmation by a second person")).toBeNull();
});

it("is taken out of use at a press, and stays with the reason when it cannot be", async () => {
  const { user } = await open(counterparty({ accounts: [account()] }));
  server.fail("post", RETIRE);
  await user.click(screen.getByRole("button", { name: "Retire the account" }));
  expect(await screen.findByText(/No connection to the server/)).toBeDefined();
  server.answer("post", RETIRE, counterparty());
  await user.click(screen.getByRole("button", { name: "Retire the account" }));
  expect(await screen.findByText("The account is retired")).toBeDefined();
  expect(screen.getByText(/No accounts/)).toBeDefined();
});

async function newAccount(card = counterparty()) {
  const { user } = await open(card);
  await user.click(screen.getByRole("button", { name: "Account" }));
  const dialog = await screen.findByRole("dialog", { name: "New bank account" });
  const field = (name: RegExp) => within(dialog).getByRole<HTMLInputElement>("textbox", { name });
  return { user, dialog, field, add: () => user.click(within(dialog).getByRole("button", { name: "Add" })) };
}

it("takes an account written with spaces and small letters, and sends it as the bank writes it", async () => {
  const { user, field, add } = await newAccount();
  await user.type(field(/IBAN/), "kz86 125k zt50 0410 0100");
  await user.type(field(/BIC/), "kzkokzkx");
  server.answer("post", ACCOUNTS, counterparty({ accounts: [account()] }));
  await add();
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(server.calls("post", ACCOUNTS)[0]?.body).toEqual({ iban: IBAN, bic: "KZKOKZKX", currency: "KZT" });
});

it("sees a slip of one digit before the server must", async () => {
  const { user, field, add } = await newAccount();
  await user.type(field(/IBAN/), "KZ86125KZT5004100101");
  expect(field(/IBAN/).getAttribute("aria-invalid")).not.toBe("true");
  await add();
  expect(field(/IBAN/).getAttribute("aria-invalid")).toBe("true");
  expect(field(/BIC/).getAttribute("aria-invalid")).toBe("true");
  expect(server.calls("post", ACCOUNTS)).toEqual([]);
});

it("is put into the archive with the reason the server asks for", async () => {
  const actions = [{ action: "archive", allowed: true, needsReason: true, blockers: [] }];
  const { user } = await open(counterparty({ actions }));
  await user.click(screen.getByRole("button", { name: "Archive" }));
  const dialog = await screen.findByRole("dialog", { name: "Archive" });
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(server.calls("post", TRANSITIONS)).toEqual([]);
  await user.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "Жабылды");
  server.answer("post", TRANSITIONS, counterparty({ status: "archived" }));
  await user.keyboard("{Control>}{Enter}{/Control}");
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(server.calls("post", TRANSITIONS)[0]?.body).toEqual({ action: "archive", reason: "Жабылды", version: 4 });
  expect(screen.getByText("Archived")).toBeDefined();
});

it("forgets an old refusal when the archive is asked for again", async () => {
  const actions = [{ action: "archive", allowed: true, needsReason: true, blockers: [] }];
  const { user } = await open(counterparty({ actions }));
  await user.click(screen.getByRole("button", { name: "Archive" }));
  const first = await screen.findByRole("dialog");
  await user.type(within(first).getByRole("textbox", { name: /Reason/ }), "Closed");
  server.fail("post", TRANSITIONS);
  await user.keyboard("{Control>}{Enter}{/Control}");
  await within(first).findByText(/No connection to the server/);
  await user.click(within(first).getByRole("button", { name: "Cancel" }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  await user.click(screen.getByRole("button", { name: "Archive" }));
  expect(within(await screen.findByRole("dialog")).queryByText(/No connection to the server/)).toBeNull();
});

it("says who may be the second person, and when nobody may", async () => {
  const waiting = {
    mayConfirm: false,
    confirmers: [
      { id: "p1", name: "Cfo Test" },
      { id: "p2", name: "Second Test" },
    ],
  };
  const { unmount } = await open(counterparty({ accounts: [account(waiting)] }));
  expect(screen.getByText("To be confirmed by: Cfo Test, Second Test")).toBeDefined();
  unmount();
  await open(counterparty({ accounts: [account({ ...waiting, confirmers: [] })] }));
  expect(screen.getByText(/Nobody may confirm it/)).toBeDefined();
});
