// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { ID, me, reference } from "../../../../test/samples.ts";
import { startServer, type Body, type Server } from "../../../../test/server.ts";
import { show } from "../../../../test/show.tsx";
import { recordFile, startUploads, type Sending } from "../../../../test/uploads.ts";
import { FilesCard } from "./FilesCard.tsx";

const FILES = "/api/v1/records/{id}/files";
const ONE = "/api/v1/files/{id}";
const LONG = `${"Қосымша келісім ".repeat(12)}№ 7.docx`;

let server: Server;
let sent: Sending[];

beforeEach(() => {
  server = startServer();
  sent = startUploads();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
});

type Listed = Body<"get", typeof FILES>;

const listed = (change: Partial<Listed> = {}): Listed => ({
  items: [],
  mayAdd: true,
  removable: [],
  hasOutsiders: false,
  withheld: 0,
  ...change,
});

async function card(list: Listed, props: Partial<Parameters<typeof FilesCard>[0]> = {}) {
  server.answer("get", FILES, list);
  const drawn = show(<FilesCard recordId={ID.request} mayChange {...props} />);
  await screen.findByText("Files");
  const input = () => drawn.container.querySelector<HTMLInputElement>('input[type="file"]') ?? document.createElement("input");
  return { ...drawn, input };
}

const lines = () => screen.getAllByRole("list")[0] ?? document.body;
const big = (name: string, size: number) => Object.defineProperty(new File(["x"], name), "size", { value: size });

it("lists what belongs to the record itself, in its current version, and counts it", async () => {
  const items = [
    recordFile(),
    recordFile({ id: "old", name: "old.docx", current: false }),
    recordFile({ id: "said", name: "said.docx", commentId: "comment" }),
    recordFile({ id: "bill", name: "bill.docx", fieldKey: "invoiceFile" }),
    recordFile({ id: "second", name: LONG, versionNo: 3, size: 3 * 1024 * 1024 + 600_000 }),
  ];
  await card(listed({ items }), { except: ["invoiceFile"] });
  expect(await within(lines()).findAllByRole("listitem")).toHaveLength(2);
  expect(within(lines()).getByText("act.docx")).toBeDefined();
  const long = within(lines()).getByText(LONG.trim());
  expect(long.getAttribute("title")).toBe(LONG);
  expect(lines().textContent).toContain("version 3 · 3,6 MB");
  expect(lines().textContent).toContain("2 KB · Aliya Author");
});

it("does not stand on the page of a closed record without files", async () => {
  server.answer("get", FILES, listed());
  show(
    <>
      <FilesCard recordId={ID.request} mayChange={false} />
      <p>beside</p>
    </>,
  );
  await screen.findByText("beside");
  await vi.waitFor(() => expect(server.calls("get", FILES)).toHaveLength(1), 30_000);
  expect(screen.queryByText("Files")).toBeNull();
});

it("shows files and takes none where the server lets the reader add none", async () => {
  await card(listed({ items: [recordFile()], mayAdd: false }));
  expect(await screen.findByText("act.docx")).toBeDefined();
  await vi.waitFor(() => expect(screen.queryByText("Attach a file")).toBeNull(), 30_000);
  expect(screen.queryByRole("button", { name: /Remove the file/ })).toBeNull();
});

it("sends a chosen file with its progress, and shows it when it has come", async () => {
  const { user, input } = await card(listed());
  await user.upload(input(), new File(["scan"], "акт № 1.pdf"));
  const progress = await screen.findByRole<HTMLProgressElement>("progressbar", { name: "Sending: акт № 1.pdf" });
  expect(sent.map(({ path, name }) => [path, name])).toEqual([[`/api/v1/records/${ID.request}/files`, "акт № 1.pdf"]]);
  sent[0]?.progress(30, 40);
  await vi.waitFor(() => expect(progress.value).toBe(0.75), 30_000);
  const came = recordFile({ name: "акт № 1.pdf" });
  server.answer("get", FILES, listed({ items: [came] }));
  sent[0]?.take([came]);
  expect(await within(lines()).findByText("акт № 1.pdf")).toBeDefined();
  await vi.waitFor(() => expect(screen.queryByRole("progressbar")).toBeNull(), 30_000);
});

it("says why the server refused a file, and takes the line away at a press", async () => {
  const { user, input } = await card(listed());
  await user.upload(input(), new File(["MZ"], "setup.exe"));
  await screen.findByRole("progressbar");
  sent[0]?.refuse("file_type", "Files of this kind are not taken: setup.exe");
  expect(await screen.findByText("Files of this kind are not taken: setup.exe")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Remove" }));
  expect(screen.queryByText(/Files of this kind/)).toBeNull();
});

it("sends again what was cut on the way", async () => {
  const { user, input } = await card(listed());
  await user.upload(input(), new File(["scan"], "act.pdf"));
  await screen.findByRole("progressbar");
  sent[0]?.cut();
  expect(await screen.findByText(/No connection to the server/)).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Retry" }));
  await vi.waitFor(() => expect(sent).toHaveLength(2), 30_000);
  expect(screen.queryByText(/No connection to the server/)).toBeNull();
  sent[1]?.take([recordFile()]);
  await vi.waitFor(() => expect(screen.queryByRole("progressbar")).toBeNull(), 30_000);
});

it("stops a file that is on its way", async () => {
  const { user, input } = await card(listed());
  await user.upload(input(), new File(["scan"], "act.pdf"));
  await screen.findByRole("progressbar");
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await vi.waitFor(() => expect(sent[0]?.aborted).toBe(true), 30_000);
  expect(screen.queryByRole("progressbar")).toBeNull();
  expect(screen.queryByText("act.pdf")).toBeNull();
});

it("refuses on the spot what is larger than the company allows, and sends the rest", async () => {
  const { user, input } = await card(listed());
  await vi.waitFor(() => expect(screen.getByText("up to 19,1 MB")).toBeDefined(), 30_000);
  await user.upload(input(), [big("film.pdf", 20_000_001), big("act.pdf", 20_000_000)]);
  expect(await screen.findByText("The file is larger than 19,1 MB: compress or split it")).toBeDefined();
  expect(sent.map(({ name }) => name)).toEqual(["act.pdf"]);
});

it("sends three at a time and the fourth when one has come", async () => {
  const { user, input } = await card(listed());
  const files = ["1.pdf", "2.pdf", "3.pdf", "4.pdf"].map((name) => new File(["x"], name));
  await user.upload(input(), files);
  await vi.waitFor(() => expect(screen.getAllByRole("progressbar")).toHaveLength(4), 30_000);
  expect(sent.map(({ name }) => name)).toEqual(["1.pdf", "2.pdf", "3.pdf"]);
  sent[1]?.take([recordFile()]);
  await vi.waitFor(() => expect(sent.map(({ name }) => name)).toEqual(["1.pdf", "2.pdf", "3.pdf", "4.pdf"]), 30_000);
});

it("removes what the server lets the reader remove, and says why it could not", async () => {
  const other = recordFile({ id: "kept", name: "kept.docx" });
  const { user } = await card(listed({ items: [recordFile(), other], removable: [recordFile().id] }));
  const remove = await screen.findByRole("button", { name: "Remove the file: act.docx" });
  expect(screen.queryByRole("button", { name: "Remove the file: kept.docx" })).toBeNull();
  server.refuse("delete", ONE, { status: 409, code: "file_in_use", detail: "A vote vouches for the file" });
  await user.click(remove);
  expect(await screen.findByRole("alert")).toBeDefined();
  expect(screen.getByText("act.docx")).toBeDefined();
  server.answer("delete", ONE, undefined);
  server.answer("get", FILES, listed({ items: [other] }));
  await user.click(remove);
  await vi.waitFor(() => expect(screen.queryByText("act.docx")).toBeNull(), 30_000);
});

it("shows a file to the contractor and hides it again, and says what the contractor sees", async () => {
  const { user } = await card(listed({ items: [recordFile()], hasOutsiders: true }));
  await vi.waitFor(() => expect(lines().textContent).toContain("the contractor does not see it"), 30_000);
  server.answer("patch", ONE, recordFile({ shared: true }));
  server.answer("get", FILES, listed({ items: [recordFile({ shared: true })], hasOutsiders: true }));
  await user.click(screen.getByRole("button", { name: "Show to the contractor: act.docx" }));
  expect(await screen.findByRole("button", { name: "Hide from the contractor: act.docx" })).toBeDefined();
  expect(lines().textContent).toContain("visible to the contractor");
  expect(server.calls("patch", ONE)[0]?.body).toEqual({ shared: true });
});

it("says nothing of contractors where none takes part", async () => {
  await card(listed({ items: [recordFile({ shared: true })] }));
  await screen.findByText("act.docx");
  expect(document.body.textContent).not.toContain("contractor");
});

it("opens a picture on the page and leads to what cannot be shown there", async () => {
  const picture = recordFile({ id: "picture", name: "act.png", mediaType: "image/png" });
  const { user } = await card(listed({ items: [recordFile(), picture] }));
  const link = await screen.findByRole("link", { name: "act.docx" });
  expect(link.getAttribute("href")).toBe(`/api/v1/files/${recordFile().id}/content`);
  expect(screen.getByRole("link", { name: "Download: act.png" }).getAttribute("href")).toBe(
    "/api/v1/files/picture/content?download=true",
  );
  await user.click(screen.getByRole("button", { name: "act.png" }));
  const dialog = await screen.findByRole("dialog", { name: "act.png" });
  expect(within(dialog).getByRole("img").getAttribute("src")).toBe("/api/v1/files/picture/content");
});

it("says that there are files with amounts which the reader may not see", async () => {
  await card(listed({ withheld: 2 }), { mayChange: false });
  expect(await screen.findByText(/2 more files show amounts/)).toBeDefined();
  expect(screen.queryByRole("listitem")).toBeNull();
});
