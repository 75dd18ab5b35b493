// @vitest-environment happy-dom
import { IconUser } from "@tabler/icons-react";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { ID, me, reference } from "../../../test/samples.ts";
import { startServer, type Body, type Server } from "../../../test/server.ts";
import { show, speak } from "../../../test/show.tsx";
import { Palette } from "./Palette.tsx";

const SEARCH = "/api/v1/search";
const closed = vi.fn();

let server: Server;

beforeEach(() => {
  closed.mockClear();
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
  server.answer("get", SEARCH, { records: [], people: [], projects: [] });
});

const record: Body<"get", typeof SEARCH>["records"][number] = {
  id: ID.request,
  kind: "request",
  number: "PAY-1",
  title: "Қолғап сатып алу",
  status: "approval",
  typeCode: "payment",
};

async function palette(canCreate = true) {
  const sections = [
    { to: "/tasks", label: "Tasks", icon: IconUser },
    { to: "/budgets", label: "Budgets", icon: IconUser },
  ];
  const drawn = show(<Palette onClose={closed} sections={sections} canCreate={canCreate} placeholder="Find or run" />);
  const box = await screen.findByRole("combobox", { name: "Find or run" });
  await screen.findByRole("option", { name: /Tasks/ });
  const chosen = () => screen.getAllByRole("option").find((one) => one.getAttribute("aria-selected") === "true")?.textContent;
  return { ...drawn, box, chosen };
}

it("offers what can be created and where one can go, and asks the server nothing yet", async () => {
  await palette();
  const create = await screen.findByRole("group", { name: "Create" });
  expect(within(create).getByRole("option", { name: /Create: Payment \/ invoice/ })).toBeDefined();
  expect(screen.getByRole("option", { name: /Notices/ })).toBeDefined();
  expect(server.calls("get", SEARCH)).toEqual([]);
});

it("offers nothing to create to who creates nothing", async () => {
  await palette(false);
  expect(screen.queryByRole("group", { name: "Create" })).toBeNull();
});

it("finds a section by words in any order and any case, and goes there by Enter", async () => {
  const { user, box, address } = await palette();
  await user.type(box, "INVOICE create");
  const create = screen.getByRole("group", { name: "Create" });
  await vi.waitFor(() => expect(within(create).getAllByRole("option")).toHaveLength(1), 30_000);
  expect(create.textContent).toContain("Create: Payment / invoice");
  await user.clear(box);
  await user.type(box, "budg");
  await vi.waitFor(() => expect(screen.getAllByRole("option")[0]?.textContent).toBe("Budgets"), 30_000);
  await user.keyboard("{Enter}");
  await vi.waitFor(() => expect(address()).toBe("/budgets"), 30_000);
  expect(closed).toHaveBeenCalledOnce();
});

it("walks round by the arrows", async () => {
  const { user, chosen } = await palette(false);
  expect(chosen()).toBe("Tasks");
  await user.keyboard("{ArrowDown}");
  expect(chosen()).toBe("Budgets");
  await user.keyboard("{ArrowUp}{ArrowUp}");
  expect(chosen()).toContain("Notices");
});

it("finds records with their number and state, and opens the one that is pressed", async () => {
  server.answer("get", SEARCH, ({ query }) => ({ records: query["q"] === "қол" ? [record] : [], people: [], projects: [] }));
  const { user, box, address } = await palette();
  await user.type(box, "қол");
  const option = await screen.findByRole("option", { name: /Қолғап сатып алу/ });
  expect(option.textContent).toContain("PAY-1 · ");
  await user.click(option);
  await vi.waitFor(() => expect(address()).toBe(`/requests/${ID.request}`), 30_000);
});

it("leads to everything found, with what was typed", async () => {
  const { user, box, address } = await palette();
  await user.type(box, "gloves");
  await user.click(await screen.findByRole("option", { name: "All results for “gloves”" }));
  await vi.waitFor(() => expect(address()).toBe("/search?q=gloves"), 30_000);
});

it("still goes to sections when the search does not answer", async () => {
  server.fail("get", SEARCH);
  const { user, box } = await palette();
  await user.type(box, "tas");
  await vi.waitFor(() => expect(server.calls("get", SEARCH)).toHaveLength(1), 30_000);
  expect(screen.getByRole("option", { name: "Tasks" })).toBeDefined();
  await user.type(box, "zzz");
  expect(await screen.findByText(/Nothing found for “taszzz”/)).toBeDefined();
});

it("names request types in the language of the reader", async () => {
  await speak("kk");
  show(<Palette onClose={closed} sections={[]} canCreate placeholder="Табу" />);
  expect(await screen.findByRole("option", { name: /Төлем \/ шот/ })).toBeDefined();
});
