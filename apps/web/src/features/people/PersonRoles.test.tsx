// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { useQuery } from "@tanstack/react-query";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { HEAD, ID, me, person, reference } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { PersonRoles } from "./PersonRoles.tsx";
import { personQuery } from "./peopleQueries.ts";

const PERSON = "/api/v1/people/{id}";
const ROLES = "/api/v1/people/{id}/roles";
const HELD = "/api/v1/people/{id}/roles/{heldId}";

const words = (text: string) => ({ ru: text, kk: text, en: text });

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", {
    ...reference(),
    roles: [
      { code: "coordinator", label: words("Coordinator") },
      { code: "accountant", label: words("Accountant") },
      { code: "auditor", label: words("Auditor") },
    ],
  });
  server.answer("get", "/api/v1/role-proposals", { items: [] });
});

/** The card as its page shows it: what the server says next is drawn at once. */
function Card() {
  const { data } = useQuery(personQuery(ID.author));
  return data?.roles ? <PersonRoles person={data} roles={data.roles} /> : null;
}

async function card(change: Partial<Schema<"PersonCard">> = {}) {
  server.answer("get", PERSON, person(change));
  const drawn = show(<Card />);
  await screen.findByText("Roles");
  const row = (name: string) => screen.getByText(name).closest("li") ?? document.body;
  return { ...drawn, row };
}

const held = (code: string, branchId: string | null = null) => ({
  id: `held-${code}`,
  code,
  branchId,
  grantedAt: "2026-03-02T05:00:00.000Z",
  guarded: code === "accountant",
});

it("says what nobody may do with no role, and offers nothing to who gives none", async () => {
  await card({ may: { activate: false, edit: [], roles: false } });
  expect(screen.getByText("No roles: the person sees only their own.")).toBeDefined();
  expect(screen.queryAllByRole("button")).toEqual([]);
});

it("says where a role holds", async () => {
  const { row } = await card({ roles: [held("coordinator", ID.branch), held("accountant")] });
  await vi.waitFor(() => expect(row("Coordinator").textContent).toContain("Almaty only"), 30_000);
  expect(row("Accountant").textContent).toContain("in the whole company");
});

it("gives a role in one branch, and shows it", async () => {
  const { user } = await card();
  await user.click(screen.getByRole("button", { name: "Give a role" }));
  const dialog = await screen.findByRole("dialog", { name: "A role for Aliya Author" });
  const submit = within(dialog).getByRole<HTMLButtonElement>("button", { name: /Give the role/ });
  expect(submit.disabled).toBe(true);
  await user.click(within(dialog).getByLabelText(/^Role/, { selector: "input" }));
  await user.click(await screen.findByRole("option", { name: "Coordinator" }));
  await user.click(within(dialog).getByLabelText(/Only in the branch/, { selector: "input" }));
  await user.click(await screen.findByRole("option", { name: "Almaty" }));
  const answer = server.hold("post", ROLES, { id: "held", status: "granted" });
  server.answer("get", PERSON, person({ roles: [held("coordinator", ID.branch)] }));
  await user.dblClick(submit);
  answer();
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(server.calls("post", ROLES).map(({ body }) => body)).toEqual([{ roleCode: "coordinator", branchId: ID.branch }]);
  expect(screen.getByText("Role given: Coordinator")).toBeDefined();
  expect(await screen.findByRole("button", { name: "Take the role away" })).toBeDefined();
});

it("says that a guarded role waits for a second person", async () => {
  const { user } = await card();
  await user.click(screen.getByRole("button", { name: "Give a role" }));
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByLabelText(/^Role/, { selector: "input" }));
  await user.click(await screen.findByRole("option", { name: "Accountant" }));
  server.answer("post", ROLES, { id: "proposal", status: "pending" });
  await user.click(within(dialog).getByRole("button", { name: /Give the role/ }));
  expect(await screen.findByText("The role “Accountant” waits for a second person")).toBeDefined();
  expect(server.calls("post", ROLES)[0]?.body).toEqual({ roleCode: "accountant", branchId: null });
});

it("keeps the dialog with what was chosen when the server refuses, and says why", async () => {
  const { user } = await card();
  await user.click(screen.getByRole("button", { name: "Give a role" }));
  const dialog = await screen.findByRole("dialog");
  const role = within(dialog).getByLabelText<HTMLInputElement>(/^Role/, { selector: "input" });
  await user.click(role);
  await user.click(await screen.findByRole("option", { name: "Accountant" }));
  server.fail("post", ROLES);
  await user.click(within(dialog).getByRole("button", { name: /Give the role/ }));
  expect(await within(dialog).findByText(/No connection to the server/)).toBeDefined();
  expect(role.value).toBe("Accountant");
});

it("takes a plain role away at once and gives it back to the same branch", async () => {
  const { user } = await card({ roles: [held("coordinator", ID.branch)] });
  server.answer("delete", HELD, person());
  server.answer("get", PERSON, person());
  await user.click(screen.getByRole("button", { name: "Take the role away" }));
  expect(await screen.findByText("Role taken away: Coordinator")).toBeDefined();
  expect(server.calls("delete", HELD)[0]?.path).toBe(`/api/v1/people/${ID.author}/roles/held-coordinator`);
  expect(screen.getByText(/No roles/)).toBeDefined();
  server.answer("post", ROLES, { id: "again", status: "granted" });
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await vi.waitFor(() => expect(server.calls("post", ROLES)).toHaveLength(1), 30_000);
  expect(server.calls("post", ROLES)[0]?.body).toEqual({ roleCode: "coordinator", branchId: ID.branch });
});

it("asks before a guarded role is taken away, since it comes back only by two people", async () => {
  const { user } = await card({ roles: [held("accountant")] });
  await user.click(screen.getByRole("button", { name: "Take the role away" }));
  const dialog = await screen.findByRole("dialog", { name: "Take the role away: Aliya Author" });
  expect(server.calls("delete", HELD)).toEqual([]);
  server.fail("delete", HELD);
  await user.click(within(dialog).getByRole("button", { name: /Take the role away/ }));
  expect(await within(dialog).findByText(/No connection to the server/)).toBeDefined();
  server.answer("delete", HELD, person());
  await user.click(within(dialog).getByRole("button", { name: /Take the role away/ }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

it("lets a second person confirm, the one who proposed withdraw, and others neither", async () => {
  const proposal = {
    id: "p1",
    personId: ID.author,
    personName: "Aliya Author",
    roleCode: "accountant",
    branchId: null,
    proposedAt: "2026-11-16T05:00:00.000Z",
    proposedById: HEAD.id,
    proposedByName: HEAD.name,
    mayDecide: true,
    mayDecline: true,
    awaitedNames: ["Chief Executive", "Second Admin"],
  };
  const { user, row } = await card({
    proposedRoles: [
      proposal,
      { ...proposal, id: "p2", roleCode: "coordinator", mayDecide: false, awaitedNames: [] },
      { ...proposal, id: "p3", roleCode: "auditor", mayDecide: false, mayDecline: false },
    ],
  });
  await screen.findByText("Coordinator");
  expect(row("Accountant").textContent).toContain("Waits for a second person");
  expect(row("Accountant").textContent).toContain("proposed by Hakim Head · to confirm: Chief Executive, Second Admin");
  expect(row("Coordinator").textContent).toContain("nobody may confirm it now");
  expect(within(row("Coordinator")).queryByRole("button", { name: "Confirm the role" })).toBeNull();
  expect(within(row("Auditor")).queryAllByRole("button")).toEqual([]);
  server.refuse("post", "/api/v1/role-proposals/{id}/confirm", { status: 409, code: "stale_version" });
  await user.click(within(row("Accountant")).getByRole("button", { name: "Confirm the role" }));
  expect(await screen.findByRole("alert")).toBeDefined();
  server.answer("post", "/api/v1/role-proposals/{id}/decline", { items: [] });
  server.answer("get", PERSON, person({ proposedRoles: [proposal] }));
  await user.click(within(row("Coordinator")).getByRole("button", { name: "Withdraw" }));
  expect(await screen.findByText("The proposal is declined")).toBeDefined();
  await vi.waitFor(() => expect(screen.queryByText("Coordinator")).toBeNull(), 30_000);
  expect(server.calls("post", "/api/v1/role-proposals/{id}/decline")[0]?.path).toBe("/api/v1/role-proposals/p2/decline");
});
