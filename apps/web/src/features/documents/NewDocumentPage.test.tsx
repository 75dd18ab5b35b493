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
      { code: "act", group: "primary", basis: true, required: ["contract"], name: words("Act") },
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

const row = {
  branchId: null,
  createdAt: "2026-11-16T05:00:00.000Z",
  departmentId: null,
  docDate: null,
  docNumber: "17",
  hasFile: true,
  isBasis: true,
  kindCode: "contract",
  number: "DOC-1",
  projectId: null,
  status: "signed" as const,
  subject: "",
  validFrom: null,
  validTo: null,
  validity: { state: "openEnded" as const },
};

const listed = { number: null, status: "active" as const, bin: null };

it("links an act to its contract, which says whose it is, and goes on when the link is refused", async () => {
  const party = { id: "00000000-0000-4000-8000-000000000071", name: "Supplier" };
  const found = { items: [{ ...row, id: "contract", title: "Contract No. 17", counterparty: party }], next: null };
  server.answer("get", ALL, ({ query }) => (query["q"] === "17" ? found : { items: [], next: null }));
  const { user, field, choose, submit, address } = await page();
  await choose("Memo");
  expect(screen.queryByLabelText(/^Contract/, { selector: "input" })).toBeNull();
  await choose("Act");
  await user.type(field(/^Contract/), "17");
  await user.click(await screen.findByRole("option", { name: /Contract No. 17/ }));
  expect(server.calls("get", ALL).every(({ query }) => query["kindCode"] === "contract")).toBe(true);
  expect(field(/^Counterparty/).value).toBe("Supplier");
  server.answer("post", ALL, contract());
  server.refuse("post", "/api/v1/records/{id}/links", { status: 404, code: "not_found" });
  await submit();
  await vi.waitFor(() => expect(address()).toBe(`/documents/${contract().id}`), 30_000);
  expect(server.calls("post", ALL)[0]?.body).toMatchObject({ kindCode: "act", counterpartyId: party.id });
  expect(server.calls("post", "/api/v1/records/{id}/links")[0]).toMatchObject({
    path: `/api/v1/records/${contract().id}/links`,
    body: { toId: "contract", kind: "related" },
  });
  expect(await screen.findByText(/The card is created, but the contract is not linked/)).toBeDefined();
});

it("sends nothing while a date cannot be read, and says so at the field", async () => {
  const { user, field, choose, submit } = await page();
  await choose("Memo");
  await user.type(field(/^Date/), "soon");
  await submit();
  expect(await screen.findByText(/There is no such date/)).toBeDefined();
  expect(server.calls("post", ALL)).toEqual([]);
  await user.clear(field(/^Date/));
  await user.type(field(/^Date/), "10.03.2026");
  server.answer("post", ALL, contract());
  await submit();
  await vi.waitFor(() => expect(server.calls("post", ALL)).toHaveLength(1), 30_000);
  expect(server.calls("post", ALL)[0]?.body).toMatchObject({ docDate: "2026-03-10" });
});

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
