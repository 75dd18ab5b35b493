// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { me, reference } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { SettingsCard } from "./SettingsCard.tsx";

const SETTINGS = "/api/v1/settings";
const words = (text: string) => ({ ru: text, kk: text, en: text });
const VALUES = {
  deadlines: { remindDays: 1, remindHours: 2, headHours: 8, departmentHours: 8, exceptions: [] },
  questionWorkDays: 3,
  ackWorkMinutes: 60,
  autoCloseWorkDays: 5,
  unplannedByCfo: true,
  version: "v1",
};

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  const priorities = [{ code: "urgent", value: 4, label: words("Urgent") }];
  server.answer("get", "/api/v1/reference", { ...reference(), priorities });
  server.answer("get", SETTINGS, VALUES);
});

async function form() {
  const drawn = show(<SettingsCard />);
  await drawn.user.click(await screen.findByRole("button", { name: "Change" }));
  const dialog = await screen.findByRole("dialog", { name: "Settings" }, { timeout: 30_000 });
  return { ...drawn, dialog: within(dialog) };
}

it("sends numbers, an exception and the rule for payments without a plan, and draws what the server kept", async () => {
  const { user, dialog } = await form();
  const head = dialog.getByLabelText(/^Late: tell the head/);
  await user.clear(head);
  await user.type(head, "16");
  await user.click(dialog.getByRole("checkbox", { name: /one decision of the financial director/ }));
  await user.click(dialog.getByRole("button", { name: "Add an exception" }));
  await user.click(dialog.getByLabelText(/^Priority/, { selector: "input" }));
  await user.click(await screen.findByRole("option", { name: "Urgent" }));
  const [, own] = dialog.getAllByLabelText(/^Late: tell the head/);
  if (own) await user.type(own, "1");
  const deadlines = { ...VALUES.deadlines, headHours: 16, exceptions: [{ priority: 4, headHours: 1 }] };
  server.answer("patch", SETTINGS, { ...VALUES, deadlines, unplannedByCfo: false, version: "v2" });
  await user.click(dialog.getByRole("button", { name: /Save/ }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  const { version: _version, ...rest } = VALUES;
  expect(server.calls("patch", SETTINGS)[0]?.body).toEqual({ ...rest, version: "v1", deadlines, unplannedByCfo: false });
  expect(screen.getByText("1 exception by type or priority")).toBeDefined();
});

it("asks for whole numbers before anything is sent, and keeps the form when the server is out of reach", async () => {
  const { user, dialog } = await form();
  const days = dialog.getByLabelText(/^Unanswered question/);
  await user.clear(days);
  await user.type(days, "soon");
  await user.click(dialog.getByRole("button", { name: /Save/ }));
  expect(dialog.getByText("A whole number")).toBeDefined();
  expect(server.calls("patch", SETTINGS)).toEqual([]);
  await user.clear(days);
  await user.type(days, "2");
  server.fail("patch", SETTINGS);
  await user.click(dialog.getByRole("button", { name: /Save/ }));
  expect(await dialog.findByRole("alert")).toBeDefined();
});

it("says at the field how much it may be and what 0 means, and takes the most it may be", async () => {
  const { user, dialog } = await form();
  const enter = async (label: RegExp, text: string) => {
    const [field] = dialog.getAllByLabelText(label);
    if (!field) throw new Error(`no field ${String(label)}`);
    await user.clear(field);
    await user.type(field, text);
  };
  const question = dialog.getByLabelText(/^Unanswered question/);
  expect(question.parentElement?.parentElement?.textContent).toContain("0: never");
  await enter(/^Unanswered question/, "61");
  await enter(/^Urgent and not accepted/, "10001");
  await enter(/closes itself/, "0");
  await user.click(dialog.getByRole("button", { name: "Add an exception" }));
  await user.type(dialog.getAllByLabelText(/^Late: tell the head/)[1] ?? question, "1001");
  await user.click(dialog.getByRole("button", { name: /Save/ }));
  for (const limit of ["60 working days", "10000 working minutes", "1000 working hours"])
    expect(dialog.getByText(`At most ${limit}`)).toBeDefined();
  expect(dialog.getByText("At least 1 working day")).toBeDefined();
  expect(server.calls("patch", SETTINGS)).toEqual([]);
  await enter(/^Unanswered question/, "60");
  await enter(/^Urgent and not accepted/, "10000");
  await enter(/closes itself/, "60");
  await user.clear(dialog.getAllByLabelText(/^Late: tell the head/)[1] ?? question);
  server.answer("patch", SETTINGS, VALUES);
  await user.click(dialog.getByRole("button", { name: /Save/ }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(server.calls("patch", SETTINGS)[0]?.body).toMatchObject({ questionWorkDays: 60, ackWorkMinutes: 10_000 });
});

it("shows what the server refuses at its field, whatever the form let pass", async () => {
  const { user, dialog } = await form();
  const fields = [
    { field: "deadlines.headHours", code: "too_big", detail: "Too big", params: { limit: 5 } },
    { field: "deadlines.exceptions.0.headHours", code: "too_big", detail: "Too big", params: { limit: 7 } },
  ];
  server.refuse("patch", SETTINGS, { status: 400, code: "bad_input", fields });
  // The first says nothing and is not sent: the server's first is the second of the form.
  await user.click(dialog.getByRole("button", { name: "Add an exception" }));
  await user.click(dialog.getByRole("button", { name: "Add an exception" }));
  const late = dialog.getAllByLabelText(/^Late: tell the head/);
  await user.type(late[2] ?? document.body, "9");
  await user.click(dialog.getByRole("button", { name: /Save/ }));
  expect((await dialog.findByText("Too big: the limit is 5")).parentElement?.contains(late[0] ?? null)).toBe(true);
  expect(dialog.getByText("Too big: the limit is 7").parentElement?.contains(late[2] ?? null)).toBe(true);
});

it("shows what another changed meanwhile, keeps what was entered and saves it by the same press", async () => {
  const { user, dialog } = await form();
  const question = dialog.getByLabelText(/^Unanswered question/);
  await user.clear(question);
  await user.type(question, "9");
  const now = { ...VALUES, questionWorkDays: 4, autoCloseWorkDays: 7, version: "v2" };
  server.answer("get", SETTINGS, now);
  server.refuse("patch", SETTINGS, { status: 409, code: "stale_version" });
  await user.click(dialog.getByRole("button", { name: /Save/ }));
  const note = await dialog.findByText(/Another administrator changed the settings/, undefined, { timeout: 30_000 });
  const said = note.closest("[role=note]")?.textContent ?? "";
  expect(said).toMatch(/Unanswered question.*: now 4/);
  expect(said).toMatch(/closes itself.*: now 7/);
  expect(dialog.queryByRole("alert")).toBeNull();
  expect([question, dialog.getByLabelText(/closes itself/)]).toMatchObject([{ value: "9" }, { value: "7" }]);
  server.answer("patch", SETTINGS, { ...now, questionWorkDays: 9, version: "v3" });
  await user.click(dialog.getByRole("button", { name: /Save/ }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(server.calls("patch", SETTINGS).map(({ body }) => body)).toMatchObject([
    { version: "v1", questionWorkDays: 9, autoCloseWorkDays: 5 },
    { version: "v2", questionWorkDays: 9, autoCloseWorkDays: 7 },
  ]);
});

it("keeps each exception that was entered, and takes over those that another entered meanwhile", async () => {
  const { user, dialog } = await form();
  await user.click(dialog.getByRole("button", { name: "Add an exception" }));
  await user.type(dialog.getAllByLabelText(/^Late: tell the head/)[1] ?? document.body, "1");
  const theirs = { priority: 4, headHours: 6 };
  const now = { ...VALUES, deadlines: { ...VALUES.deadlines, exceptions: [theirs] }, version: "v2" };
  server.answer("get", SETTINGS, now);
  server.refuse("patch", SETTINGS, { status: 409, code: "stale_version" });
  await user.click(dialog.getByRole("button", { name: /Save/ }));
  const note = await dialog.findByText(/Another administrator changed the settings/, undefined, { timeout: 30_000 });
  const said = note.closest("[role=note]")?.textContent ?? "";
  expect(said).toMatch(/Exception: Urgent: now Late: tell the head after, working hours: 6/);
  server.answer("patch", SETTINGS, { ...now, version: "v3" });
  await user.click(dialog.getByRole("button", { name: /Save/ }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(server.calls("patch", SETTINGS)[1]?.body).toMatchObject({
    version: "v2",
    deadlines: { exceptions: [{ headHours: 1 }, theirs] },
  });
});
