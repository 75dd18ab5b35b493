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

it("asks for whole numbers before anything is sent, and keeps the form when the server refuses", async () => {
  const { user, dialog } = await form();
  const days = dialog.getByLabelText(/^Unanswered question/);
  await user.clear(days);
  await user.type(days, "soon");
  await user.click(dialog.getByRole("button", { name: /Save/ }));
  expect(dialog.getByText("A whole number")).toBeDefined();
  expect(server.calls("patch", SETTINGS)).toEqual([]);
  await user.clear(days);
  await user.type(days, "2");
  server.refuse("patch", SETTINGS, { status: 409, code: "stale_version" });
  await user.click(dialog.getByRole("button", { name: /Save/ }));
  expect(await dialog.findByRole("alert")).toBeDefined();
});
