// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { action, ID, me, reference, request, vote } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import RequestPage from "./RequestPage.tsx";

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
  server.answer("get", "/api/v1/records/{id}/stream", { items: [], next: null, mayComment: true, hasOutsiders: false });
  server.answer("get", "/api/v1/records/{id}/files", {
    items: [],
    mayAdd: true,
    removable: [],
    hasOutsiders: false,
    withheld: 0,
  });
  server.answer("get", "/api/v1/records/{id}/links", { items: [] });
  server.answer("get", "/api/v1/records/{id}/checklist", { items: [] });
  server.answer("get", "/api/v1/records/{id}/watchers", { items: [] });
});

function open(card: Schema<"Request">) {
  server.answer("get", "/api/v1/requests/{id}", card);
  return show(<RequestPage />, { at: `/requests/${ID.request}`, route: "/requests/$id" });
}

const TRANSITIONS = "/api/v1/requests/{id}/transitions";

it("names the record, its number and its amount", async () => {
  open(request());
  expect(await screen.findByRole("heading", { name: /Gloves for the ward/ })).toBeDefined();
  expect(document.body.textContent).toContain("PAY-2026-000001");
  expect(document.body.textContent?.replaceAll(/\s/gu, " ")).toContain("300 000");
});

it("approves at every step of the reader, shows the answer, and offers to take it back", async () => {
  const asked = request({ status: "approval", actions: [action("approve")], votes: [vote()] });
  const approved = request({ status: "waiting", version: 6, actions: [] });
  server.answer("post", TRANSITIONS, approved);
  const { user } = open(asked);
  const strip = await screen.findByRole("region", { name: "What is next" });
  server.answer("get", "/api/v1/requests/{id}", approved);
  await user.click(within(strip).getByRole("button", { name: /Approve/ }));
  expect(await screen.findByText("Approved")).toBeDefined();
  expect(server.calls("post", TRANSITIONS)).toMatchObject([{ body: { action: "approve", version: 5, stepId: ID.step } }]);
  expect(within(strip).queryByRole("button", { name: /Approve/ })).toBeNull();
});

it("approves the step and the excess as two decisions, each on the version before", async () => {
  const excess = vote({ stepId: "00000000-0000-4000-8000-000000000051", key: "overLimit:cfo", kind: "over_limit" });
  const asked = request({ status: "approval", actions: [action("approve")], votes: [vote(), excess] });
  server.answer("post", TRANSITIONS, ({ body }) =>
    // reason: the page sends what the description of the route allows
    (body as { stepId: string }).stepId === ID.step
      ? request({ status: "approval", version: 6, votes: [excess] })
      : request({ status: "waiting", version: 7 }),
  );
  const { user } = open(asked);
  await screen.findByRole("region", { name: "What is next" });
  await user.keyboard("a");
  expect(await screen.findByText("Approved")).toBeDefined();
  expect(server.calls("post", TRANSITIONS).map(({ body }) => body)).toEqual([
    { action: "approve", version: 5, stepId: ID.step },
    { action: "approve", version: 6, stepId: excess.stepId },
  ]);
});

it("says what is missing, refuses the press and shows the way to the cure", async () => {
  const blockers = [
    { code: "invoice_file_missing", fix: { kind: "file", target: "invoiceFile" }, text: "Attach the invoice file" },
    { code: "basis_missing", fix: { kind: "field", target: "basis" }, text: "Name the basis" },
  ];
  const { user } = open(
    request({
      mayEdit: true,
      meaning: { invoice: { number: "invoiceNumber", date: "invoiceDate", file: "invoiceFile" } },
      actions: [action("sendForApproval", { allowed: false, blockers })],
      explain: { now: [], next: [], blocks: blockers },
    }),
  );
  const strip = await screen.findByRole("region", { name: "What is next" });
  const button = within(strip).getByRole("button", { name: "Send for approval" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  await user.click(button);
  expect(server.calls("post", TRANSITIONS)).toEqual([]);
  const cures = within(strip).getAllByRole("link", { name: "attach" });
  expect(cures.map((link) => link.getAttribute("href"))).toContain("#file-invoiceFile");
});

it("tells what changed when somebody was faster, and acts on the new version at the next press", async () => {
  const before = request({ actions: [action("take")] });
  const { user } = open(before);
  const strip = await screen.findByRole("region", { name: "What is next" });
  server.refuse("post", TRANSITIONS, { status: 409, code: "stale_version" });
  server.answer("get", "/api/v1/requests/{id}", { ...before, version: 6 });
  await user.click(within(strip).getByRole("button", { name: /Take/ }));
  expect(await screen.findByText("The record changed while you were reading:")).toBeDefined();
  server.answer("post", TRANSITIONS, request({ version: 7 }));
  await user.click(await within(strip).findByRole("button", { name: /Take/ }));
  await vi.waitFor(() => expect(server.calls("post", TRANSITIONS)).toHaveLength(2), 30_000);
  expect(server.calls("post", TRANSITIONS).map(({ body }) => body)).toMatchObject([{ version: 5 }, { version: 6 }]);
});

it("asks for a reason first, keeps it when the server refuses, and sends it once", async () => {
  const { user } = open(request({ actions: [action("cancel", { needsReason: true })] }));
  const strip = await screen.findByRole("region", { name: "What is next" });
  await user.click(within(strip).getByRole("button", { name: "Other actions" }));
  await user.click(await screen.findByRole("menuitem", { name: /Cancel/ }));
  const dialog = await screen.findByRole("dialog");
  await user.type(within(dialog).getByRole("textbox"), "Ordered twice");
  server.fail("post", TRANSITIONS);
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await within(dialog).findByText(/No connection to the server/)).toBeDefined();
  expect(within(dialog).getByRole<HTMLTextAreaElement>("textbox").value).toBe("Ordered twice");
  server.answer("post", TRANSITIONS, request({ status: "closed", open: false, version: 6 }));
  await user.click(within(dialog).getByRole("textbox"));
  await user.keyboard("{Control>}{Enter}{/Control}");
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(server.calls("post", TRANSITIONS).at(-1)?.body).toEqual({ action: "cancel", reason: "Ordered twice", version: 5 });
});

it("offers nothing that the server does not list", async () => {
  open(request({ status: "closed", open: false }));
  const strip = await screen.findByRole("region", { name: "What is next" });
  expect(within(strip).queryAllByRole("button")).toEqual([]);
});
