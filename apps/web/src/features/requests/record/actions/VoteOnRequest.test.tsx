// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { answerRoom } from "../../../../../test/record.ts";
import { action, HEAD, ID, request, vote } from "../../../../../test/samples.ts";
import { startServer, type Server } from "../../../../../test/server.ts";
import { show } from "../../../../../test/show.tsx";
import RequestPage from "../../RequestPage.tsx";

const TRANSITIONS = "/api/v1/requests/{id}/transitions";
const EXCESS = "00000000-0000-4000-8000-000000000051";

let server: Server;

beforeEach(() => {
  server = startServer();
  answerRoom(server);
});

async function open(card: Schema<"Request">) {
  server.answer("get", "/api/v1/requests/{id}", card);
  const drawn = show(<RequestPage />, { at: `/requests/${ID.request}`, route: "/requests/$id" });
  const strip = await screen.findByRole("region", { name: "What is next" });
  return { ...drawn, strip };
}

const inApproval = (change: Partial<Schema<"Request">> = {}) =>
  request({ status: "approval", actions: [action("approve")], votes: [vote()], ...change });

/** The step of accounting: its vote fills in what the payment is booked to. */
const ofAccounting = (values: Record<string, unknown> = {}) =>
  inApproval({
    values,
    meaning: {
      invoice: { number: "invoiceNumber", date: "invoiceDate", file: "invoiceFile", knp: "knp" },
      expense: { amount: "amount", costItem: "costItem", month: "budgetMonth" },
    },
    votes: [vote({ key: "acc", ownsFields: ["knp"] })],
  });

const bodies = () => server.calls("post", TRANSITIONS).map(({ body }) => body);

/** The dialog of a vote with a comment, from the menu beside the button. */
async function withComment(card: Schema<"Request">) {
  const drawn = await open(card);
  await drawn.user.click(within(drawn.strip).getByRole("button", { name: "Other actions" }));
  await drawn.user.click(await screen.findByRole("menuitem", { name: "Approve with a comment…" }));
  return { ...drawn, dialog: await screen.findByRole("dialog", { name: "Approve the request" }) };
}

it("goes with its comment, without the blanks around it", async () => {
  const { user, dialog } = await withComment(inApproval());
  await user.type(within(dialog).getByRole("textbox", { name: /Comment/ }), "  Ұйғарамын: бөлім үшін қажет  ");
  server.answer("post", TRANSITIONS, request({ status: "waiting", version: 6 }));
  await user.click(within(dialog).getByRole("button", { name: /Approve/ }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(bodies()).toEqual([{ action: "approve", stepId: ID.step, version: 5, comment: "Ұйғарамын: бөлім үшін қажет" }]);
});

it("is cast without a comment when only blanks were typed", async () => {
  const { user, dialog } = await withComment(inApproval());
  await user.type(within(dialog).getByRole("textbox", { name: /Comment/ }), "   ");
  server.answer("post", TRANSITIONS, request({ status: "waiting", version: 6 }));
  await user.keyboard("{Control>}{Enter}{/Control}");
  await vi.waitFor(() => expect(bodies()).toEqual([{ action: "approve", stepId: ID.step, version: 5 }]), 30_000);
});

it("is cast once by two clicks in a row", async () => {
  const { user, dialog } = await withComment(inApproval());
  const answer = server.hold("post", TRANSITIONS, request({ status: "waiting", version: 6 }));
  await user.dblClick(within(dialog).getByRole("button", { name: /Approve/ }));
  answer();
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(bodies()).toHaveLength(1);
});

it("keeps the comment when the server refuses, and shows the refusal in the dialog", async () => {
  const { user, dialog } = await withComment(inApproval());
  const comment = within(dialog).getByRole<HTMLTextAreaElement>("textbox", { name: /Comment/ });
  await user.type(comment, "For the ward");
  server.fail("post", TRANSITIONS);
  await user.click(within(dialog).getByRole("button", { name: /Approve/ }));
  expect(await within(dialog).findByText(/No connection to the server/)).toBeDefined();
  expect(comment.value).toBe("For the ward");
});

it("forgets the refusal when the dialog is closed and opened again", async () => {
  const { user, dialog, strip } = await withComment(inApproval());
  server.fail("post", TRANSITIONS);
  await user.click(within(dialog).getByRole("button", { name: /Approve/ }));
  await within(dialog).findByText(/No connection to the server/);
  await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  await user.click(within(strip).getByRole("button", { name: "Other actions" }));
  await user.click(await screen.findByRole("menuitem", { name: "Approve with a comment…" }));
  const again = await screen.findByRole("dialog", { name: "Approve the request" });
  expect(within(again).queryByText(/No connection to the server/)).toBeNull();
});

it("asks for them beside the page, which is covered and locked by nothing, and gives the focus back", async () => {
  const { user, strip } = await open(ofAccounting());
  const button = within(strip).getByRole("button", { name: /^Approve/ });
  await user.click(button);
  const panel = await screen.findByRole("dialog", { name: "Approve the request" });
  expect(panel.getAttribute("aria-modal")).toBeNull();
  expect(document.querySelector(".mantine-Modal-overlay")).toBeNull();
  expect(panel.contains(document.activeElement)).toBe(true);
  await user.click(screen.getByRole("heading", { level: 1 }));
  expect(screen.getByRole("dialog")).toBe(panel);
  within(panel)
    .getByRole("textbox", { name: /Comment/ })
    .focus();
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(document.activeElement).toBe(button);
});

/** The panel with everything filled in, on a request that the reader may also change. */
async function filledPanel() {
  const ready = ofAccounting({ costItem: ID.item, title: "Gloves" });
  const drawn = await open({ ...ready, mayEdit: true, actions: [action("approve"), action("return", { needsReason: true })] });
  await drawn.user.click(within(drawn.strip).getByRole("button", { name: /^Approve/ }));
  return { ...drawn, panel: await screen.findByRole("dialog", { name: "Approve the request" }) };
}

const SEND = "{Control>}{Enter}{/Control}";

it("is not cast by the key of a dialog opened over the panel", async () => {
  const { user } = await filledPanel();
  server.answer("post", TRANSITIONS, request({ status: "waiting", version: 6 }));
  server.answer("patch", "/api/v1/requests/{id}", { id: ID.request, version: 6, fields: [] });
  const [change] = screen.getAllByRole("button", { name: "Change" });
  await user.click(change ?? document.body);
  const edit = within(await screen.findByRole("dialog", { name: "Change the request" }));
  await user.type(edit.getByLabelText(/^Subject/, { selector: "input" }), " and masks");
  await user.keyboard(SEND);
  await vi.waitFor(() => expect(server.calls("patch", "/api/v1/requests/{id}")).toHaveLength(1), 30_000);
  expect(bodies()).toEqual([]);
});

it("keeps the panel with what was filled in, whatever plain keys are pressed beside it", async () => {
  const { user, panel } = await filledPanel();
  await user.type(within(panel).getByRole("textbox", { name: /Comment/ }), "For the ward");
  await user.click(screen.getByRole("heading", { level: 1 }));
  await user.keyboard("rjk");
  expect(screen.queryAllByRole("dialog")).toEqual([panel]);
  expect(within(panel).getByRole<HTMLTextAreaElement>("textbox", { name: /Comment/ }).value).toBe("For the ward");
});

it("is cast by the key from inside the panel only", async () => {
  const { user, panel } = await filledPanel();
  server.answer("post", TRANSITIONS, request({ status: "waiting", version: 6 }));
  await user.click(screen.getByRole("heading", { level: 1 }));
  await user.keyboard(SEND);
  expect(bodies()).toEqual([]);
  await user.click(within(panel).getByRole("textbox", { name: /Comment/ }));
  await user.keyboard(SEND);
  await vi.waitFor(() => expect(bodies()).toHaveLength(1), 30_000);
});

it("asks for the fields of its step before it is cast, and says which one is not filled in", async () => {
  const { user, strip } = await open(ofAccounting());
  await user.click(within(strip).getByRole("button", { name: /^Approve/ }));
  const dialog = await screen.findByRole("dialog", { name: "Approve the request" });
  expect(within(dialog).getByText("Your step fills in these fields.")).toBeDefined();
  const code = within(dialog).getByRole("combobox", { name: /Payment purpose code/ });
  expect(code.getAttribute("aria-invalid")).not.toBe("true");
  await user.click(within(dialog).getByRole("button", { name: /Approve/ }));
  expect(code.getAttribute("aria-invalid")).toBe("true");
  expect(bodies()).toEqual([]);
});

it("proposes the payment code of the chosen item, and sends it", async () => {
  const { user, strip } = await open(ofAccounting({ costItem: ID.item }));
  await user.click(within(strip).getByRole("button", { name: /^Approve/ }));
  const dialog = await screen.findByRole("dialog", { name: "Approve the request" });
  const code = within(dialog).getByRole<HTMLInputElement>("combobox", { name: /Payment purpose code/ });
  expect(code.value).toBe("710 · Payment for goods");
  server.answer("post", TRANSITIONS, request({ status: "waiting", version: 6 }));
  await user.click(within(dialog).getByRole("button", { name: /Approve/ }));
  await vi.waitFor(() => expect(bodies()).toHaveLength(1), 30_000);
  expect(bodies()[0]).toEqual({ action: "approve", stepId: ID.step, version: 5, fields: { knp: "710" } });
});

it("is not cast while a date of its step cannot be read, and says so", async () => {
  const owns = inApproval({ values: {}, votes: [vote({ key: "acc", ownsFields: ["payDeadline"] })] });
  const { user, strip } = await open(owns);
  await user.click(within(strip).getByRole("button", { name: /^Approve/ }));
  const dialog = await screen.findByRole("dialog", { name: "Approve the request" });
  const [day] = within(dialog).getAllByRole<HTMLInputElement>("textbox");
  if (!day) throw new Error("no field of the step");
  await user.type(day, "33.03");
  await user.click(within(dialog).getByRole("button", { name: /Approve/ }));
  expect(await within(dialog).findByText(/There is no such date/)).toBeDefined();
  expect(bodies()).toEqual([]);
  await user.clear(day);
  await user.type(day, "10.03.2031");
  server.answer("post", TRANSITIONS, request({ status: "waiting", version: 6 }));
  await user.click(within(dialog).getByRole("button", { name: /Approve/ }));
  await vi.waitFor(() => expect(bodies()).toHaveLength(1), 30_000);
  expect(bodies()[0]).toMatchObject({ action: "approve", fields: { payDeadline: "2031-03-10" } });
});

it("says at the field what the server found wrong with it", async () => {
  const { user, strip } = await open(ofAccounting({ costItem: ID.item }));
  await user.click(within(strip).getByRole("button", { name: /^Approve/ }));
  const dialog = await screen.findByRole("dialog", { name: "Approve the request" });
  server.refuse("post", TRANSITIONS, {
    status: 400,
    code: "invalid",
    fields: [{ field: "knp", code: "required", detail: "Fill in this field" }],
  });
  await user.click(within(dialog).getByRole("button", { name: /Approve/ }));
  const code = within(dialog).getByRole("combobox", { name: /Payment purpose code/ });
  await vi.waitFor(() => expect(code.getAttribute("aria-invalid")).toBe("true"), 30_000);
});

it("says how much over the limit it allows", async () => {
  const step = (id: string, missingMinor: number | null) => ({
    id,
    key: id,
    kind: missingMinor === null ? ("normal" as const) : ("over_limit" as const),
    title: {},
    round: 0,
    status: "open" as const,
    quorum: "any",
    escalated: false,
    figure: missingMinor === null ? null : { cellId: ID.cell, missingMinor, pct: 20 },
    openedAt: null,
    dueAt: null,
    decidedAt: null,
    candidates: [],
    votes: [],
  });
  const { dialog } = await withComment(
    inApproval({
      votes: [vote(), vote({ stepId: EXCESS, key: "overLimit:cfo", kind: "over_limit" })],
      approval: { runId: "run", status: "running", round: 0, steps: [step(ID.step, null), step(EXCESS, 1_250_000_50)] },
    }),
  );
  expect(dialog.textContent?.replaceAll(/\s/gu, " ")).toContain("you allow the excess of 1 250 000,50 ₸");
});

it("may be taken back from the message that tells of it, at its own step", async () => {
  const { user, strip } = await open(inApproval());
  const cast = {
    id: "vote",
    stepId: ID.step,
    person: { id: ID.me, name: "Madina Me" },
    onBehalfOf: null,
    decision: "approve" as const,
    comment: "",
    recordVersion: 5,
    at: "2026-11-16T05:00:00.000Z",
    merged: false,
    voidedAt: null,
    voidReason: null,
    voidDiff: null,
    figure: null,
  };
  const step = { id: ID.step, key: "head", kind: "normal" as const, title: {}, round: 0, status: "finished" as const };
  const rest = { quorum: "any", escalated: false, figure: null, openedAt: null, dueAt: null, decidedAt: null, candidates: [] };
  const approved = request({
    status: "approval",
    version: 6,
    actions: [action("withdraw")],
    approval: { runId: "run", status: "running", round: 0, steps: [{ ...step, ...rest, votes: [cast] }] },
  });
  server.answer("post", TRANSITIONS, approved);
  server.answer("get", "/api/v1/requests/{id}", approved);
  await user.click(within(strip).getByRole("button", { name: /^Approve/ }));
  await screen.findByText("Approved", { selector: ".mantine-Notification-root *" });
  server.answer("post", TRANSITIONS, inApproval({ version: 7 }));
  server.answer("get", "/api/v1/requests/{id}", inApproval({ version: 7 }));
  const [undo] = screen.getAllByRole("button", { name: "Withdraw my vote" }).toReversed();
  await user.click(undo ?? strip);
  await vi.waitFor(() => expect(bodies()).toHaveLength(2), 30_000);
  expect(bodies()[1]).toEqual({ action: "withdraw", stepId: ID.step, version: 6 });
  expect(await within(strip).findByRole("button", { name: /^Approve/ })).toBeDefined();
});

it("names somebody else to decide, found by a part of the name", async () => {
  const { user, strip } = await open(inApproval({ actions: [action("approve"), action("reassign")] }));
  server.answer("get", "/api/v1/people", ({ query }) => ({
    items: query["q"] === "Hak" ? [{ id: HEAD.id, name: HEAD.name, position: "Head of operations" }] : [],
    next: null,
  }));
  await user.click(within(strip).getByRole("button", { name: "Other actions" }));
  await user.click(await screen.findByRole("menuitem", { name: "Pass the decision on" }));
  const dialog = await screen.findByRole("dialog", { name: "Pass the decision on" });
  const confirm = within(dialog).getByRole<HTMLButtonElement>("button", { name: "Pass the decision on" });
  expect(confirm.disabled).toBe(true);
  await user.type(within(dialog).getByLabelText(/Who decides instead of you/), "Hak");
  await user.click(await screen.findByRole("option", { name: /Hakim Head/ }));
  server.answer("post", TRANSITIONS, request({ status: "approval", version: 6 }));
  await user.click(confirm);
  await vi.waitFor(() => expect(bodies()).toHaveLength(1), 30_000);
  expect(bodies()[0]).toEqual({ action: "reassign", stepId: ID.step, personId: HEAD.id, version: 5 });
});
