// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { document as contract, ID, me, reference } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { recordFile, startUploads } from "../../../test/uploads.ts";
import NewDocumentPage from "./NewDocumentPage.tsx";

const ALL = "/api/v1/documents";
const words = (text: string) => ({ ru: text, kk: text, en: text });

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", {
    ...reference(),
    documentKinds: [
      { code: "contract", group: "contracts", basis: true, required: ["number", "counterparty"], name: words("Contract") },
      { code: "memo", group: "other", basis: false, required: [], name: words("Memo") },
    ],
  });
});

async function page() {
  const drawn = show(<NewDocumentPage />, { at: "/documents/new", route: "/documents/new" });
  await screen.findByRole("heading", { name: "New document" });
  const { user } = drawn;
  const field = (name: RegExp | string) => screen.getByLabelText<HTMLInputElement>(name, { selector: "input" });
  async function choose(kind: string) {
    await user.click(field(/^Kind/));
    await user.click(await screen.findByRole("option", { name: kind }));
  }
  return { ...drawn, field, choose, submit: () => user.click(screen.getByRole("button", { name: /Create the card/ })) };
}

it("asks for the kind before anything is sent", async () => {
  const { submit } = await page();
  await submit();
  expect(await screen.findByText("Choose the kind")).toBeDefined();
  expect(server.calls("post", ALL)).toEqual([]);
});

it("marks what the chosen kind demands, and nothing more", async () => {
  const { field, choose } = await page();
  await choose("Contract");
  expect(field(/^Number/).required).toBe(true);
  expect(field(/^Counterparty/).required).toBe(true);
  expect(field(/^Subject/).required).toBe(false);
  await choose("Memo");
  expect(field(/^Number/).required).toBe(false);
});

it("sends the card once, without blanks, and without a currency where there is no amount", async () => {
  const { user, field, choose, address } = await page();
  await choose("Memo");
  await user.type(field(/^Number/), "  17/Қ ");
  await user.type(field(/^Subject/), " Тазалау ");
  server.answer("post", ALL, contract());
  await user.keyboard("{Control>}{Enter}{/Control}");
  await vi.waitFor(() => expect(address()).toBe(`/documents/${contract().id}`), 30_000);
  expect(server.calls("post", ALL).map(({ body }) => body)).toEqual([
    expect.objectContaining({
      kindCode: "memo",
      docNumber: "17/Қ",
      subject: "Тазалау",
      amountMinor: null,
      currency: null,
      counterpartyId: null,
    }),
  ]);
  expect(screen.getByText("The card is created")).toBeDefined();
});

it("stands in its author's branch unless another is chosen", async () => {
  server.answer("get", "/api/v1/me", me({ person: { id: ID.me, name: "Madina Me", branchId: ID.branch } }));
  const { field, choose, submit } = await page();
  await vi.waitFor(() => expect(field(/^Branch/).value).toContain("Almaty"), 30_000);
  await choose("Memo");
  server.answer("post", ALL, contract());
  await submit();
  await vi.waitFor(() => expect(server.calls("post", ALL)).toHaveLength(1), 30_000);
  expect(server.calls("post", ALL)[0]?.body).toMatchObject({ branchId: ID.branch });
});

it("finds the counterparty among those that are in use, and says its BIN beside", async () => {
  const found = { id: "c1", name: "«Қазақ тағамдары» ЖШС", bin: "010140000017" };
  server.answer("get", "/api/v1/counterparties", ({ query }) => ({
    items: query["q"] === "тағам" ? [{ ...listed, ...found }] : [],
    next: null,
  }));
  const { user, field, choose, submit } = await page();
  await choose("Memo");
  await user.type(field(/^Counterparty/), "тағам");
  const option = await screen.findByRole("option", { name: /Қазақ тағамдары/ });
  expect(option.textContent).toContain("010140000017");
  await user.click(option);
  expect(server.calls("get", "/api/v1/counterparties").at(-1)?.query).toMatchObject({ q: "тағам", status: "active" });
  server.answer("post", ALL, contract());
  await submit();
  await vi.waitFor(() => expect(server.calls("post", ALL)).toHaveLength(1), 30_000);
  expect(server.calls("post", ALL)[0]?.body).toMatchObject({ counterpartyId: "c1" });
});

const listed = { number: null, status: "active" as const, bin: null };

it("says at the field what is wrong, and keeps the rest", async () => {
  const { user, field, choose, submit, address } = await page();
  await choose("Contract");
  await user.type(field(/^Subject/), "Cleaning");
  server.refuse("post", ALL, {
    status: 400,
    code: "bad_input",
    fields: [{ field: "counterpartyId", code: "required", detail: "Fill in" }],
  });
  await submit();
  await vi.waitFor(() => expect(field(/^Counterparty/).getAttribute("aria-invalid")).toBe("true"), 30_000);
  expect(field(/^Subject/).value).toBe("Cleaning");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(address()).toBe("/documents/new");
});

it("sends the file after the card, to its field", async () => {
  const sent = startUploads();
  const { user, choose, submit, address } = await page();
  await choose("Memo");
  await user.upload(screen.getByLabelText("Choose a file", { selector: "input" }), new File(["x"], "Шарт № 17.pdf"));
  expect(screen.getByText("File: Шарт № 17.pdf")).toBeDefined();
  server.answer("post", ALL, contract());
  await submit();
  await vi.waitFor(() => expect(sent).toHaveLength(1), 30_000);
  expect(sent[0]?.path).toBe(`/api/v1/records/${contract().id}/files?fieldKey=file`);
  expect(address()).toBe("/documents/new");
  sent[0]?.take([recordFile()]);
  await vi.waitFor(() => expect(address()).toBe(`/documents/${contract().id}`), 30_000);
});

it("goes to the card all the same when its file is refused, and says so", async () => {
  const sent = startUploads();
  const { user, choose, submit, address } = await page();
  await choose("Memo");
  await user.upload(screen.getByLabelText("Choose a file", { selector: "input" }), new File(["x"], "setup.exe"));
  server.answer("post", ALL, contract());
  await submit();
  await vi.waitFor(() => expect(sent).toHaveLength(1), 30_000);
  sent[0]?.refuse("file_type", "Files of this kind are not taken");
  expect(await screen.findByText(/The card is created, but the file was refused: Files of this kind/)).toBeDefined();
  await vi.waitFor(() => expect(address()).toBe(`/documents/${contract().id}`), 30_000);
  expect(server.calls("post", ALL)).toHaveLength(1);
});
