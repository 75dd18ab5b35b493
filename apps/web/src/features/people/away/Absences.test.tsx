// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { ID, me, reference } from "../../../../test/samples.ts";
import { startServer, type Server } from "../../../../test/server.ts";
import { show } from "../../../../test/show.tsx";
import { Absences } from "./Absences.tsx";

const ABSENCES = "/api/v1/absences";
const CANCEL = "/api/v1/absences/{id}/cancel";
const AWAY = {
  id: ID.step,
  personId: ID.me,
  personName: "Madina Me",
  fromDate: "2031-03-10",
  toDate: "2031-03-12",
  reason: "leave",
  request: null,
  awaitsWord: false,
  awaitedNames: [],
  mayConfirm: false,
  mayCancel: true,
};

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
});

it("lists days with their reason, and says in words why one cannot be taken back", async () => {
  server.answer("get", ABSENCES, { items: [AWAY, { ...AWAY, id: ID.cell, mayCancel: false }] });
  server.refuse("post", CANCEL, { status: 403, code: "forbidden" });
  const { user } = show(<Absences personId={ID.me} mayAdd={false} />);
  await user.click(await screen.findByRole("button", { name: "Cancel" }));
  expect(await screen.findByRole("alert")).toBeDefined();
  expect(server.calls("post", CANCEL).map(({ path }) => path)).toEqual([`/api/v1/absences/${ID.step}/cancel`]);
  expect(screen.getAllByText("leave")).toHaveLength(2);
  expect(screen.queryByRole("button", { name: "Add an absence" })).toBeNull();
});

it("asks for both days before it asks the server", async () => {
  server.answer("get", ABSENCES, { items: [] });
  const { user } = show(<Absences personId={ID.me} mayAdd />);
  expect(await screen.findByText("No absences ahead.")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Add an absence" }));
  const box = await screen.findByRole("dialog");
  await user.click(within(box).getByRole("button", { name: /^Note/ }));
  await vi.waitFor(() => expect(within(box).getAllByText("Enter the date")).toHaveLength(2), 30_000);
  expect(server.calls("post", ABSENCES)).toEqual([]);
});
