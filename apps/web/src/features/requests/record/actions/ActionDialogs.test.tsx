// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { cleanup, screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { answerRoom } from "../../../../../test/record.ts";
import { action, HEAD, ID, request, vote } from "../../../../../test/samples.ts";
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

const asked = (name: string) => action(name, { needsReason: true });
const bodies = () => server.calls("post", TRANSITIONS).map(({ body }) => body);

/** Presses what may be done and gives its dialog. */
async function ask(card: Schema<"Request">, name: RegExp | string) {
  server.answer("get", "/api/v1/requests/{id}", card);
  const { user } = show(<RequestPage />, { at: `/requests/${ID.request}`, route: "/requests/$id" });
  const strip = await screen.findByRole("region", { name: "What is next" });
  const button = within(strip).queryByRole("button", { name });
  // What ends a request stands in the menu.
  if (!button) await user.click(within(strip).getByRole("button", { name: "Other actions" }));
  await user.click(button ?? (await screen.findByRole("menuitem", { name })));
  const dialog = await screen.findByRole("dialog");
  const confirm = () => user.keyboard("{Control>}{Enter}{/Control}");
  return { user, dialog, reason: within(dialog).getByRole<HTMLTextAreaElement>("textbox", { name: /.+/ }), confirm };
}

/** The task of a step that was done, to which the request can be returned. */
function done(change: Partial<Schema<"Request">["tasks"][number]> = {}): Schema<"Request">["tasks"][number] {
  return {
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
    ...change,
  };
}

it("returns from approval at the reader's own step, with the reason", async () => {
  const { user, reason, confirm } = await ask(
    request({ status: "approval", actions: [action("approve"), asked("return")], votes: [vote()] }),
    /^Return for rework/,
  );
  await user.type(reason, "The amount is another");
  await confirm();
  await vi.waitFor(() => expect(bodies()).toHaveLength(1), 30_000);
  expect(bodies()[0]).toEqual({ action: "return", reason: "The amount is another", stepId: ID.step, version: 5 });
});

it("lets the reader choose whose work is to be redone", async () => {
  const card = request({
    status: "approval",
    actions: [action("approve"), asked("return")],
    votes: [vote()],
    tasks: [done(), done({ id: "open", status: "todo", title: "Pay", titles: null, stepKey: "pay" })],
  });
  const { user, dialog, confirm } = await ask(card, /^Return for rework/);
  const to = within(dialog).getByRole<HTMLInputElement>("combobox", { name: /Return to/ });
  expect(to.value).toBe("To the author: Aliya Author");
  await user.click(to);
  const options = await screen.findAllByRole("option");
  expect(options.map((one) => one.textContent)).toEqual([
    "To the author: Aliya Author",
    "Check invoice, attach basis · Hakim Head",
  ]);
  await user.click(options[1] ?? dialog);
  await user.type(within(dialog).getByRole("textbox", { name: /What to correct/ }), "Check again");
  await confirm();
  await vi.waitFor(() => expect(bodies()).toHaveLength(1), 30_000);
  expect(bodies()[0]).toMatchObject({ action: "return", toStep: "check", reason: "Check again" });
});

it("asks where to return only when some work was done", async () => {
  const card = request({ status: "approval", actions: [action("approve"), asked("return")], votes: [vote()] });
  const { dialog } = await ask(card, /^Return for rework/);
  expect(within(dialog).queryByRole("combobox", { name: /Return to/ })).toBeNull();
});

it("adds a ready text under what was typed, and each press a line", async () => {
  const { user, dialog, reason } = await ask(request({ actions: [asked("cancel")] }), /^Cancel the request/);
  await user.type(reason, "Ordered twice");
  await user.click(within(dialog).getByRole("button", { name: "Made by mistake" }));
  expect(reason.value).toBe("Ordered twice\nMade by mistake");
  expect(within(dialog).getByRole("group", { name: "Ready texts" }).children).toHaveLength(3);
});

it("offers ready texts about invoices for a payment, and none of them for a leave", async () => {
  const texts = async (meaning: Schema<"Request">["meaning"]) => {
    const card = request({ meaning, status: "approval", actions: [action("approve"), asked("return")], votes: [vote()] });
    const { dialog } = await ask(card, /^Return for rework/);
    const said = within(dialog).getByRole("group", { name: "Ready texts" }).textContent ?? "";
    cleanup();
    return said;
  };
  expect(await texts({})).not.toMatch(/invoice|contract|payment/iu);
  const invoice = { number: "invoiceNumber", date: "invoiceDate", file: "invoiceFile" };
  expect(await texts({ invoice })).toMatch(/contract/iu);
});

it("shows the question that is answered", async () => {
  const clarification = {
    askedBy: HEAD,
    question: "Қолғап нақты қай бөлімге керек?",
    askedAt: "2026-11-16T05:00:00.000Z",
  };
  const card = request({ clarification, actions: [asked("answer")] });
  const { user, dialog, reason, confirm } = await ask(card, /^Answer the question/);
  expect(within(dialog).getByText(clarification.question)).toBeDefined();
  await user.type(reason, "For surgery");
  await confirm();
  await vi.waitFor(() => expect(bodies()).toEqual([{ action: "answer", reason: "For surgery", version: 5 }]), 30_000);
});

it("refuses a reason of blanks and says why it is needed", async () => {
  const { user, dialog, reason, confirm } = await ask(request({ actions: [asked("cancel")] }), /^Cancel the request/);
  await user.type(reason, "   ");
  await confirm();
  expect(within(dialog).getByText("Write the reason: the participants will see it")).toBeDefined();
  expect(bodies()).toEqual([]);
});

it("shows in the dialog what stands in the way when the server refuses", async () => {
  const { user, dialog, reason, confirm } = await ask(request({ actions: [asked("cancel")] }), /^Cancel the request/);
  await user.type(reason, "No longer needed");
  server.refuse("post", TRANSITIONS, {
    status: 422,
    code: "blocked",
    blockers: [{ code: "invoice_paid", text: "The invoice is paid: it cannot be cancelled" }],
  });
  await confirm();
  const alert = await within(dialog).findByRole("alert");
  expect(alert.textContent?.trim()).not.toBe("");
  expect(reason.value).toBe("No longer needed");
});

it("speaks Kazakh to those who read Kazakh", async () => {
  await speak("kk");
  const card = request({ actions: [asked("cancel")] });
  server.answer("get", "/api/v1/requests/{id}", card);
  const { user } = show(<RequestPage />, { at: `/requests/${ID.request}`, route: "/requests/$id" });
  const strip = await screen.findByRole("region", { name: "Әрі қарай не" });
  await user.click(within(strip).getByRole("button"));
  await user.click(await screen.findByRole("menuitem"));
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toMatch(/[әғқңөұүһі]/i);
  expect(dialog.textContent?.replaceAll("Ctrl Enter", "")).not.toMatch(/[a-z]/i);
});
