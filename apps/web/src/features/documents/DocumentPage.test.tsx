// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { answerRoom } from "../../../test/record.ts";
import { action, document as contract, HEAD, ID, reference, vote } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { recordFile, startUploads } from "../../../test/uploads.ts";
import DocumentPage from "./DocumentPage.tsx";

const ONE = "/api/v1/documents/{id}";
const TRANSITIONS = "/api/v1/documents/{id}/transitions";

let server: Server;

beforeEach(() => {
  server = startServer();
  answerRoom(server);
  const { settings, ...rest } = reference();
  const thresholds = { cfo: 5_000_000 };
  server.answer("get", "/api/v1/reference", {
    ...rest,
    settings: { ...settings, thresholds },
    documentKinds: [kind("contract", "Contract")],
  });
});

const kind = (code: string, name: string) => ({
  code,
  group: "contracts",
  basis: true,
  required: [],
  name: { ru: name, kk: name, en: name },
});

async function open(card: Schema<"DocumentCard">) {
  server.answer("get", ONE, card);
  const drawn = show(<DocumentPage />, { at: `/documents/${card.id}`, route: "/documents/$id" });
  return { ...drawn, strip: await screen.findByRole("region", { name: "What is next" }) };
}

const bodies = () => server.calls("post", TRANSITIONS).map(({ body }) => body);
const asked = (name: string) => action(name, { needsReason: true });
const plain = (element: Element) => element.textContent?.replaceAll(/\s/gu, " ") ?? "";

it("names the paper, what it is worth and whether payments may stand on it", async () => {
  const { container, unmount } = await open(contract({ status: "signed" }));
  expect(screen.getByRole("heading", { name: /Contract No. 17/ })).toBeDefined();
  expect(plain(container)).toContain("500 000");
  expect(container.textContent).toContain("May be a payment basis");
  expect(screen.getByRole("link", { name: "Supplier" }).getAttribute("href")).toBe(
    "/counterparties/00000000-0000-4000-8000-000000000071",
  );
  unmount();
  const { amountMinor: _hidden, ...withoutMoney } = contract({ isBasis: false, counterparty: null });
  const other = await open(withoutMoney);
  expect(other.container.textContent).toContain("Not a payment basis");
  expect(within(other.container).queryByText("Amount")).toBeNull();
});

const EXPIRED = { state: "expired", daysAgo: 90 } as const;
const APPROVED = { runId: "run", status: "approved", round: 0, steps: [] };

it.each([
  ["signed by a run", { status: "signed", approval: APPROVED }, "Signed and in force", ["Draft", "In approval", "Signed"]],
  ["entered as signed", { status: "signed" }, "Signed and in force", ["Draft", "Signed"]],
  ["signed, past its last day", { status: "signed", validity: EXPIRED }, "Signed, its term is over", ["Draft", "Signed"]],
  [
    "signed ahead",
    { status: "signed", validity: { state: "notYet", startsIn: 9 } },
    "Signed, will be in force",
    ["Draft", "Signed"],
  ],
  ["run out", { status: "expired", counts: true, validity: EXPIRED }, "Its term is over", ["Draft", "Signed", "Not in force"]],
  ["closed", { status: "expired", counts: true }, "Closed", ["Draft", "Signed", "Not in force"]],
  ["given up", { status: "expired" }, "Closed unsigned: it cannot justify payments", ["Draft", "Not in force"]],
] as const)("of one %s it says no more than it went through", async (_what, change, now, way) => {
  const { container, strip } = await open(contract(change));
  expect(within(strip).getByText(now)).toBeDefined();
  const steps = [...container.querySelectorAll("ol:has([aria-current=step]) > li:not([data-ahead])")];
  expect(steps.map((step) => step.textContent?.replace(/done$/u, ""))).toEqual(way);
  const counts = contract(change).counts;
  expect(container.textContent).toContain(counts ? "May be a payment basis" : "Not a payment basis");
  expect(screen.queryByText("Entered as signed before, not approved in Tartip") !== null).toBe(counts && !("approval" in change));
});

it("says of one that was recalled that nobody returned it, and not that its author did: they may have left", async () => {
  const awaited = {
    person: { id: HEAD.id, name: HEAD.name },
    queue: null,
    reason: "recalled",
    since: "2026-11-16T05:00:00.000Z",
  };
  const rest = { stepId: null, stepKey: null, taskTitle: null, title: null, usualMinutes: null, dueAt: null };
  const explain = { now: [{ ...awaited, ...rest }], next: [], blocks: [] };
  const card = { status: "rework", approval: { ...APPROVED, status: "recalled" } } as const;
  const { strip, unmount } = await open(contract({ ...card, explain }));
  expect(screen.getByText(/The document was recalled from approval; its history says by whom/)).toBeDefined();
  expect(strip.textContent).toContain(`${HEAD.name} corrects it`);
  unmount();
  const free = await open(contract(card));
  expect(within(free.strip).getByText("Recalled from approval")).toBeDefined();
  expect(screen.queryByText(/Returned|by (the|its) author/)).toBeNull();
});

it("of a kind that nobody approves shows no approval ahead", async () => {
  const { approval: _none, ...registered } = contract({ status: "draft" });
  const { container } = await open(registered);
  expect(container.querySelector("ol:has([aria-current=step])")?.textContent).not.toContain("In approval");
});

it("is sent for approval on the version that is shown", async () => {
  const { user, strip } = await open(contract({ actions: [action("sendForApproval")] }));
  expect(strip.textContent).toContain("Draft: check the card and the file");
  const sent = contract({ status: "approval", version: 4 });
  server.answer("post", TRANSITIONS, sent);
  server.answer("get", ONE, sent);
  await user.click(within(strip).getByRole("button", { name: "Send for approval" }));
  expect(await within(strip).findByText("It is being approved")).toBeDefined();
  expect(bodies()).toEqual([{ action: "sendForApproval", version: 3 }]);
});

it("says why it cannot be sent yet", async () => {
  const blockers = [{ code: "file_missing", text: "No file", fix: { kind: "file", target: "file" } }];
  const { user, strip } = await open(contract({ actions: [action("sendForApproval", { allowed: false, blockers })] }));
  const button = within(strip).getByRole("button", { name: "Send for approval" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(within(strip).getByRole("link", { name: "attach" }).getAttribute("href")).toBe("#file");
  await user.click(button);
  expect(bodies()).toEqual([]);
});

it("is approved at the reader's step at once, and with a comment from the menu", async () => {
  const card = contract({ status: "approval", actions: [action("approve")], votes: [vote()] });
  const { user, strip, unmount } = await open(card);
  server.answer("post", TRANSITIONS, contract({ status: "signed", version: 4 }));
  await user.click(within(strip).getByRole("button", { name: /^Approve/ }));
  await vi.waitFor(() => expect(bodies()).toEqual([{ action: "approve", stepId: ID.step, version: 3 }]), 30_000);
  unmount();
  const again = await open(card);
  await again.user.click(within(again.strip).getByRole("button", { name: "Other actions" }));
  await again.user.click(await screen.findByRole("menuitem", { name: "Approve with a comment…" }));
  const dialog = await screen.findByRole("dialog", { name: "Approve the document" });
  await again.user.type(within(dialog).getByRole("textbox", { name: /Comment/ }), " Келісемін ");
  await again.user.keyboard("{Control>}{Enter}{/Control}");
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(bodies()[1]).toEqual({ action: "approve", stepId: ID.step, comment: "Келісемін", version: 3 });
});

it("is returned with a reason, which stays when the server refuses", async () => {
  const { user, strip } = await open(
    contract({ status: "approval", actions: [action("approve"), asked("return")], votes: [vote()] }),
  );
  await user.click(within(strip).getByRole("button", { name: /^Return for rework/ }));
  const dialog = await screen.findByRole("dialog", { name: "Return for rework" });
  const reason = within(dialog).getByRole<HTMLTextAreaElement>("textbox", { name: /Reason/ });
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(within(dialog).getByText(/Write the reason/)).toBeDefined();
  await user.type(reason, "Page 3 is not signed");
  server.fail("post", TRANSITIONS);
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await within(dialog).findByText(/No connection to the server/)).toBeDefined();
  expect(reason.value).toBe("Page 3 is not signed");
  server.answer("post", TRANSITIONS, contract({ status: "rework", version: 4 }));
  await user.keyboard("{Control>}{Enter}{/Control}");
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(bodies().at(-1)).toEqual({ action: "return", reason: "Page 3 is not signed", stepId: ID.step, version: 3 });
});

it("is extended to a day that must be given", async () => {
  const { user, strip } = await open(contract({ status: "signed", actions: [asked("extend")] }));
  await user.click(within(strip).getByRole("button", { name: "Extend" }));
  const dialog = await screen.findByRole("dialog", { name: "Extend" });
  await user.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "Prolonged by the addendum");
  const confirm = within(dialog).getByRole("button", { name: /^Extend/ });
  await user.click(confirm);
  expect(await within(dialog).findByText("Give the new last day")).toBeDefined();
  expect(bodies()).toEqual([]);
  const last = within(dialog).getByLabelText(/Valid through/, { selector: "input" });
  await user.type(last, "29.02.2020");
  await user.tab();
  await user.click(confirm);
  expect(within(dialog).getByText("This deadline has already passed")).toBeDefined();
  expect(bodies()).toEqual([]);
  await user.clear(last);
  await user.type(last, "29.02.2032");
  await user.tab();
  server.answer("post", TRANSITIONS, contract({ status: "signed", version: 4 }));
  await user.click(confirm);
  await vi.waitFor(() => expect(bodies()).toHaveLength(1), 30_000);
  expect(bodies()[0]).toEqual({ action: "extend", reason: "Prolonged by the addendum", validTo: "2032-02-29", version: 3 });
});

it("lets the one who manages people name a voter where nobody may decide", async () => {
  const step = {
    id: ID.step,
    key: "lawyer",
    kind: "normal" as const,
    title: { ru: "Lawyer", kk: "Lawyer", en: "Lawyer" },
    round: 0,
    status: "open" as const,
    quorum: "any",
    escalated: true,
    figure: null,
    openedAt: null,
    dueAt: null,
    decidedAt: null,
    candidates: [],
    votes: [],
  };
  const approval = { runId: "run", status: "running", round: 0, steps: [step] };
  const { user, strip } = await open(contract({ status: "approval", actions: [action("reassign")], approval }));
  expect(screen.getByText("Nobody may decide: the administrator will name a person")).toBeDefined();
  server.answer("get", "/api/v1/approval-steps/{id}/nameable", { items: [{ ...HEAD, position: "Head", absent: true }] });
  await user.click(within(strip).getByRole("button", { name: "Other actions" }));
  await user.click(await screen.findByRole("menuitem", { name: "Pass the decision on" }));
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByText(/Only those who could hold this step by rank/)).toBeDefined();
  await user.click(within(dialog).getByLabelText(/Name who decides/, { selector: "input" }));
  await user.click(await screen.findByRole("option", { name: /Hakim Head.*Head · away now/ }));
  server.answer("post", TRANSITIONS, contract({ status: "approval", version: 4 }));
  await user.click(within(dialog).getByRole("button", { name: "Pass the decision on" }));
  await vi.waitFor(() => expect(bodies()).toHaveLength(1), 30_000);
  expect(bodies()[0]).toEqual({ action: "reassign", stepId: ID.step, personId: HEAD.id, version: 3 });
});

it("shows the paper, the versions before it, and takes a new one", async () => {
  const sent = startUploads();
  const now = recordFile({ id: "now", name: "signed.docx", fieldKey: "file", versionNo: 2 });
  const before = recordFile({ id: "before", name: "draft.docx", fieldKey: "file", versionNo: 1, current: false });
  const { user, container } = await open(contract({ files: [before, now], hasFile: true }));
  const versions = screen.getByRole("heading", { name: "Versions of the file" }).parentElement ?? container;
  const lines = within(versions).getAllByRole("listitem");
  expect(lines.map((line) => line.textContent?.match(/\w+\.docx/)?.[0])).toEqual(["signed.docx", "draft.docx"]);
  expect(lines[0]?.textContent).toContain("current");
  const paper = () =>
    [...container.querySelectorAll("a")].map((link) => link.getAttribute("href")).filter((to) => to?.includes("download"));
  expect(paper()).toContain("/api/v1/files/now/content?download=true");
  await user.click(within(versions).getByRole("button", { name: "draft.docx" }));
  expect(paper()).toContain("/api/v1/files/before/content?download=true");
  expect(container.querySelector("#file-file")).toBeNull();
  await user.click(screen.getByRole("button", { name: "New version" }));
  const input = container.querySelector<HTMLInputElement>("#file-file input") ?? document.createElement("input");
  await user.upload(input, new File(["x"], "third.docx"));
  await vi.waitFor(() => expect(sent).toHaveLength(1), 30_000);
  expect(sent[0]?.path).toBe(`/api/v1/records/${contract().id}/files?fieldKey=file`);
  sent[0]?.take([recordFile({ name: "third.docx", fieldKey: "file", versionNo: 3 })]);
  await vi.waitFor(() => expect(container.querySelector("#file-file")).toBeNull(), 30_000);
});

it("says that a paper is missing, and takes none from who may add none", async () => {
  const { container } = await open(contract({ may: { addVersion: false, edit: false } }));
  expect(screen.getByText("No file yet")).toBeDefined();
  expect(container.querySelector("#file-file")).toBeNull();
  expect(screen.queryByRole("button", { name: "Edit the card" })).toBeNull();
});

it("changes the card: what was there stands in the form, and only what was changed goes with the version", async () => {
  const { user } = await open(contract());
  await user.click(screen.getByRole("button", { name: "Edit the card" }));
  const dialog = await screen.findByRole("dialog", { name: "Document card" });
  const subject = within(dialog).getByRole<HTMLInputElement>("textbox", { name: /Subject/ });
  expect(subject.value).toBe("Cleaning");
  await user.clear(subject);
  await user.type(subject, "  Тазалау қызметі  ");
  server.refuse("patch", ONE, {
    status: 400,
    code: "bad_input",
    fields: [{ field: "subject", code: "too_long", detail: "Too long", params: { max: 10 } }],
  });
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  await vi.waitFor(() => expect(subject.getAttribute("aria-invalid")).toBe("true"), 30_000);
  expect(subject.value).toBe("  Тазалау қызметі  ");
  server.answer("patch", ONE, contract({ subject: "Тазалау қызметі", version: 4 }));
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(server.calls("patch", ONE).at(-1)?.body).toEqual({ subject: "Тазалау қызметі", version: 3 });
  expect(screen.getByText("Тазалау қызметі")).toBeDefined();
});

it("shows both values when another person changed the same of the card, and leaves the rest as they changed it", async () => {
  const { user } = await open(contract());
  await user.click(screen.getByRole("button", { name: "Edit the card" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Document card" }));
  const subject = dialog.getByRole<HTMLInputElement>("textbox", { name: /Subject/ });
  await user.clear(subject);
  await user.type(subject, "Laundry");
  server.answer("get", ONE, contract({ subject: "Windows", docNumber: "18", version: 4 }));
  server.refuse("patch", ONE, { status: 409, code: "stale_version" });
  await user.click(dialog.getByRole("button", { name: "Save" }));
  const item = await dialog.findByRole("listitem", { name: "Subject" });
  expect(item.textContent).toMatch(/Now: Windows.*Yours: Laundry/);
  expect(dialog.getByRole<HTMLInputElement>("textbox", { name: /^Number/ }).value).toBe("18");
  expect(dialog.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
  await user.click(within(item).getByRole("button", { name: "Save mine" }));
  server.answer("patch", ONE, contract({ subject: "Laundry", docNumber: "18", version: 5 }));
  await user.click(dialog.getByRole("button", { name: "Save" }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(server.calls("patch", ONE).at(-1)?.body).toEqual({ subject: "Laundry", version: 4 });
});
