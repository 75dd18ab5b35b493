// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { ID, me, reference } from "../../../test/samples.ts";
import { startServer, type Body, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import SearchPage from "./SearchPage.tsx";

const SEARCH = "/api/v1/search";

type Found = Body<"get", typeof SEARCH>;

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
});

const record = (change: Partial<Found["records"][number]> = {}): Found["records"][number] => ({
  id: ID.request,
  kind: "request",
  number: "PAY-2026-000001",
  title: "Қолғап сатып алу",
  status: "approval",
  typeCode: "payment",
  ...change,
});

const found = (change: Partial<Found> = {}): Found => ({ records: [], people: [], projects: [], ...change });

async function page(search = "") {
  const drawn = show(<SearchPage />, { at: `/search${search}`, route: "/search" });
  return { ...drawn, box: await screen.findByRole<HTMLInputElement>("searchbox") };
}

it("asks nothing before anything is typed", async () => {
  await page();
  expect(screen.getByText("What are you looking for?")).toBeDefined();
  expect(server.calls("get", SEARCH)).toEqual([]);
});

it("finds records, people and projects by what stands in the address, each with its way", async () => {
  server.answer(
    "get",
    SEARCH,
    found({
      records: [record(), record({ id: "i", kind: "invoice", number: null, title: "Шот", status: "paid", typeCode: null })],
      people: [{ id: ID.author, name: "Әлия Қасымова", position: "Есепші" }],
      projects: [{ id: "p", code: "P-7", name: "Жаңа бөлім" }],
    }),
  );
  const { box } = await page("?q=%D2%9B%D0%BE%D0%BB");
  expect(box.value).toBe("қол");
  const request = await screen.findByRole("link", { name: /Қолғап сатып алу/ });
  expect(request.getAttribute("href")).toBe(`/requests/${ID.request}`);
  expect(request.textContent).toContain("Request · PAY-2026-000001");
  expect(screen.getByRole("link", { name: /Шот/ }).textContent).toContain("Paid");
  expect(screen.getByRole("link", { name: /Әлия Қасымова/ }).getAttribute("href")).toBe(`/people/${ID.author}`);
  expect(screen.getByRole("link", { name: /Жаңа бөлім/ }).getAttribute("href")).toContain("/requests?projectId=");
  expect(server.calls("get", SEARCH)[0]?.query).toMatchObject({ q: "қол", limit: "20" });
});

it("keeps what is typed in the address, and asks for it once it stands", async () => {
  server.answer("get", SEARCH, ({ query }) => found({ records: query["q"] === "gloves" ? [record({ title: "Gloves" })] : [] }));
  const { user, box, address } = await page();
  await user.type(box, "  gloves ");
  expect(await screen.findByRole("link", { name: /Gloves/ })).toBeDefined();
  expect(address()).toBe("/search?q=gloves");
});

it("narrows to one kind, and shows people only among everything", async () => {
  const people = [{ id: ID.author, name: "Aliya Author", position: "Accountant" }];
  server.answer("get", SEARCH, found({ records: [record()], people }));
  const { user, address } = await page("?q=a1");
  await screen.findByRole("link", { name: /Aliya Author/ });
  await user.click(screen.getByRole("button", { name: "Invoices" }));
  await vi.waitFor(() => expect(screen.queryByRole("link", { name: /Aliya Author/ })).toBeNull(), 30_000);
  expect(address()).toContain("kind=invoice");
  await vi.waitFor(() => expect(server.calls("get", SEARCH).at(-1)?.query["kinds"]).toBe("invoice"), 30_000);
});

it("says what was not found, and that a failure is none", async () => {
  server.answer("get", SEARCH, found());
  const { unmount } = await page("?q=nothing");
  expect(await screen.findByText("Nothing found for “nothing”")).toBeDefined();
  unmount();
  server.fail("get", SEARCH);
  const { user } = await page("?q=gloves");
  expect(await screen.findByText("No connection to the server")).toBeDefined();
  server.answer("get", SEARCH, found({ records: [record()] }));
  await user.click(screen.getByRole("button", { name: "Retry" }));
  expect(await screen.findByRole("link", { name: /Қолғап/ })).toBeDefined();
});

it("offers an outsider no companies and no people to choose from", async () => {
  server.answer("get", "/api/v1/me", me({ person: { id: ID.me, name: "Guest", external: true } }));
  const { box } = await page();
  expect(screen.queryByRole("group", { name: "What to search" })).toBeNull();
  expect(box.placeholder).toBe("Number or words of the subject");
  expect(within(document.body).getByText(/work given to you/)).toBeDefined();
});
