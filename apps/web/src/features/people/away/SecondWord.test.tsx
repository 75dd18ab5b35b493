// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { ID, me, reference } from "../../../../test/samples.ts";
import { startServer, type Server } from "../../../../test/server.ts";
import { show } from "../../../../test/show.tsx";
import { DaysToConfirm } from "./SecondWord.tsx";

const ABSENCES = "/api/v1/absences";
const SUBSTITUTIONS = "/api/v1/substitutions";
const AWAY = {
  id: ID.step,
  personId: ID.author,
  personName: "Aliya Author",
  fromDate: "2031-03-10",
  toDate: "2031-03-12",
  request: null,
  awaitsWord: true,
  awaitedNames: ["Aliya Author", "Madina Me"],
  mayConfirm: true,
  mayCancel: true,
};

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
  server.answer("get", SUBSTITUTIONS, { items: [] });
});

it("names whose word days wait for and takes the reader's", async () => {
  server.answer("get", ABSENCES, { items: [AWAY] });
  server.answer("post", "/api/v1/absences/{id}/confirm", { items: [] });
  const { user } = show(<DaysToConfirm personId={ID.author} />);
  expect(await screen.findByText("May be confirmed by: Aliya Author, Madina Me")).toBeDefined();
  server.answer("get", ABSENCES, { items: [{ ...AWAY, awaitsWord: false, awaitedNames: [], mayConfirm: false }] });
  await user.click(screen.getByRole("button", { name: "Confirm" }));
  await vi.waitFor(() => expect(screen.queryByText("Days to confirm")).toBeNull(), 30_000);
  expect(server.calls("post", "/api/v1/absences/{id}/confirm")).toHaveLength(1);
});

it("gives no button to who may not say so, and lets days be refused", async () => {
  server.answer("get", ABSENCES, { items: [{ ...AWAY, mayConfirm: false }] });
  server.answer("post", "/api/v1/absences/{id}/cancel", { items: [] });
  const { user } = show(<DaysToConfirm personId={ID.author} />);
  await user.click(await screen.findByRole("button", { name: "Refuse" }));
  expect(screen.queryByRole("button", { name: "Confirm" })).toBeNull();
  await vi.waitFor(() => expect(server.calls("post", "/api/v1/absences/{id}/cancel")).toHaveLength(1), 30_000);
});
