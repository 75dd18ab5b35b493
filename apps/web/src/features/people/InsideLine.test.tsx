// @vitest-environment happy-dom
import { useQuery } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { HEAD, ID, me, person, reference } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { InsideToConfirm } from "../my-day/InsideToConfirm.tsx";
import { InsideCard } from "./InsideLine.tsx";
import { personQuery } from "./peopleQueries.ts";

const PERSON = "/api/v1/people/{id}";
const CONFIRM = "/api/v1/inside-proposals/{id}/confirm";
const DECLINE = "/api/v1/inside-proposals/{id}/decline";
const PROPOSAL = {
  personId: ID.author,
  personName: "Aliya Author",
  proposedById: HEAD.id,
  proposedByName: HEAD.name,
  proposedAt: "2026-11-16T05:00:00.000Z",
  mayDecide: true,
  mayDecline: true,
  awaitedNames: ["Madina Me"],
};

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
});

function Page() {
  const { data } = useQuery(personQuery(ID.author));
  return data ? <InsideCard person={data} /> : null;
}

it("names whose word a contractor waits for and takes the reader's", async () => {
  server.answer("get", PERSON, person({ external: true, insideProposals: [PROPOSAL] }));
  server.answer("post", CONFIRM, { items: [] });
  const { user } = show(<Page />);
  expect(await screen.findByText("proposed by Hakim Head · to confirm: Madina Me")).toBeDefined();
  server.answer("get", PERSON, person({ external: false, insideProposals: [] }));
  await user.click(screen.getByRole("button", { name: "Confirm" }));
  expect(await screen.findByText("This is an employee now")).toBeDefined();
  await vi.waitFor(() => expect(screen.queryByText("Make an employee")).toBeNull(), 30_000);
  expect(server.calls("post", CONFIRM)[0]?.path).toBe(`/api/v1/inside-proposals/${ID.author}/confirm`);
});

it("lets the one who proposed only withdraw, and says that nobody may confirm", async () => {
  const own = { ...PROPOSAL, mayDecide: false, awaitedNames: [] };
  server.answer("get", PERSON, person({ external: true, insideProposals: [own] }));
  server.answer("post", DECLINE, { items: [] });
  const { user } = show(<Page />);
  expect(await screen.findByText(/nobody may confirm it now/)).toBeDefined();
  expect(screen.queryByRole("button", { name: "Confirm" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Withdraw" }));
  expect(await screen.findByText("Stays an outside contractor")).toBeDefined();
});

it("stands in the day of the second person, with a way to the card and without hiding a failure", async () => {
  server.refuse("post", DECLINE, { status: 404, code: "not_found" });
  const { user } = show(<InsideToConfirm proposals={[PROPOSAL]} />);
  expect((await screen.findByRole("link", { name: "Aliya Author" })).getAttribute("href")).toBe(`/people/${ID.author}`);
  await user.click(screen.getByRole("button", { name: "Refuse" }));
  expect(await screen.findByRole("alert")).toBeDefined();
});

it("is gone from the page when somebody else was first", async () => {
  server.answer("get", PERSON, person({ external: true, insideProposals: [PROPOSAL] }));
  server.refuse("post", CONFIRM, { status: 404, code: "not_found" });
  const { user } = show(<Page />);
  await screen.findByRole("button", { name: "Confirm" });
  server.answer("get", PERSON, person({ external: false, insideProposals: [] }));
  await user.click(screen.getByRole("button", { name: "Confirm" }));
  expect(await screen.findByRole("alert")).toBeDefined();
  await vi.waitFor(() => expect(screen.queryByRole("button", { name: "Confirm" })).toBeNull(), 30_000);
});
