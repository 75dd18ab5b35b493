// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { AUTHOR, HEAD, ID, me, reference } from "../../../../test/samples.ts";
import { startServer, type Body, type Server } from "../../../../test/server.ts";
import { show } from "../../../../test/show.tsx";
import { recordFile, startUploads } from "../../../../test/uploads.ts";
import { RecordStream } from "./RecordStream.tsx";

const STREAM = "/api/v1/records/{id}/stream";
const COMMENTS = "/api/v1/records/{id}/comments";
const COMMENT = "/api/v1/records/{id}/comments/{commentId}";

type Listed = Body<"get", typeof STREAM>;
type Entry = Listed["items"][number];

let server: Server;

beforeEach(() => {
  sessionStorage.clear();
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
});

function said(html: string, change: Partial<NonNullable<Entry["comment"]>> = {}): Entry {
  const comment = { id: `c-${html}`, html, source: null, kind: "comment" as const, files: [], shared: false };
  const rights = { edited: false, deleted: false, canEdit: false, canDelete: false };
  return {
    key: html,
    at: "2026-11-16T05:00:00.000Z",
    actor: AUTHOR,
    onBehalfOf: null,
    change: null,
    comment: { ...comment, ...rights, ...change },
  };
}

function changed(action: string, change: Partial<NonNullable<Entry["change"]>> = {}, entry: Partial<Entry> = {}): Entry {
  return {
    key: action,
    at: "2026-11-16T05:00:00.000Z",
    actor: AUTHOR,
    onBehalfOf: null,
    comment: null,
    change: { action, changes: [], reason: null, ...change },
    ...entry,
  };
}

function listed(items: Entry[], change: Partial<Listed> = {}): Listed {
  return { items, next: null, mayComment: true, hasOutsiders: false, ...change };
}

async function stream(answer: Listed, props: Partial<Parameters<typeof RecordStream>[0]> = {}) {
  server.answer("get", STREAM, answer);
  const drawn = show(<RecordStream recordId={ID.request} reader="Madina Me" {...props} />);
  const list = await screen.findByRole("list", { name: "Discussion and history" });
  const texts = async () => (await within(list).findAllByRole("listitem")).map((one) => one.textContent);
  return { ...drawn, list, texts };
}

const editor = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Comment" });

it("tells who did what, for whom and why, and what changed from what to what", async () => {
  const amount = { field: "amount", from: { value: 1, text: "10 ₸" }, to: { value: 2, text: "20 ₸" } };
  const { texts } = await stream(
    listed([
      said("<p>Сәлем, <strong>әріптестер</strong></p>"),
      changed("request.return", { reason: "Шарт жоқ" }, { onBehalfOf: HEAD }),
      changed("request.changed", { changes: [amount] }, { actor: null }),
    ]),
    { labels: new Map([["amount", { label: "Amount due", type: "money" }]]) },
  );
  const [comment, returned, edited] = await texts();
  expect(comment).toContain("Сәлем, әріптестер");
  expect(returned).toContain("Aliya Author standing in for Hakim Head · Returned for rework");
  expect(returned).toContain("Reason: Шарт жоқ");
  expect(edited).toContain("System · Card changed. Amount due: 10 ₸ → 20 ₸");
});

it("leaves out a change of which nothing can be told, and does not say a question twice", async () => {
  const { texts } = await stream(
    listed([
      changed("request.changed"),
      said("<p>Why now?</p>", { kind: "question" }),
      changed("request.clarify", { reason: "Why now?" }),
    ]),
  );
  const [question, asked, ...more] = await texts();
  expect(more).toEqual([]);
  expect(question).toContain("Question to the author");
  expect(asked).not.toContain("Why now?");
});

it("tells nothing yet from comments nobody wrote, and asks the server for what is chosen", async () => {
  const { user } = await stream(listed([]));
  expect(await screen.findByText(/Nothing has happened yet/)).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Comments" }));
  expect(await screen.findByText(/No comments yet/)).toBeDefined();
  expect(server.calls("get", STREAM).map(({ query }) => query["filter"])).toEqual(["all", "comments"]);
});

it("fetches what came earlier, after the last one shown", async () => {
  const { user, texts } = await stream(listed([said("<p>second</p>")], { next: "cursor" }));
  await screen.findByText("second");
  server.answer("get", STREAM, listed([said("<p>first</p>")]));
  await user.click(screen.getByRole("button", { name: "Show earlier" }));
  await screen.findByText("first");
  expect(await texts()).toHaveLength(2);
  expect(server.calls("get", STREAM).at(-1)?.query["after"]).toBe("cursor");
  expect(screen.queryByRole("button", { name: "Show earlier" })).toBeNull();
});

it("offers to ask again when the history does not come, and keeps what is being written", async () => {
  server.fail("get", STREAM);
  const { user } = show(<RecordStream recordId={ID.request} reader="Madina Me" />);
  expect(await screen.findByText("No connection to the server")).toBeDefined();
  await user.type(editor(), "Draft");
  server.answer("get", STREAM, listed([said("<p>here</p>")]));
  await user.click(screen.getByRole("button", { name: "Retry" }));
  expect(await screen.findByText("here")).toBeDefined();
  expect(editor().value).toBe("Draft");
});

it("says why nobody may write here any more", async () => {
  await stream(listed([said("<p>here</p>")]), { closedBecause: "The record is closed" });
  expect(await screen.findByText("The record is closed")).toBeDefined();
  expect(screen.queryByRole("textbox")).toBeNull();
});

it("takes no comment from who may only read", async () => {
  await stream(listed([said("<p>here</p>")], { mayComment: false }));
  await screen.findByText("here");
  expect(screen.queryByRole("textbox")).toBeNull();
});

it("shows a comment that was taken back as such, without its words and its menu", async () => {
  const { list, texts } = await stream(listed([said("<p>secret</p>", { deleted: true, canEdit: true })]));
  await screen.findByText(/Comment taken back by its author/);
  expect((await texts())[0]).not.toContain("secret");
  expect(within(list).queryByRole("button")).toBeNull();
});

it("says that a comment was corrected and that the contractor reads it, with its files", async () => {
  const file = recordFile({ name: "смета.xlsx", versionNo: 2 });
  const { list } = await stream(
    listed([said("<p>see</p>", { edited: true, shared: true, files: [file] })], { hasOutsiders: true }),
  );
  const line = await within(list).findByRole("listitem");
  expect(line.textContent).toContain("edited");
  expect(line.textContent).toContain("visible to the contractor");
  expect(line.textContent).toContain("version 2");
  expect(within(line).getByRole("link", { name: "смета.xlsx" })).toBeDefined();
});

it("corrects a comment with the names as they are read, and sends who was called by id", async () => {
  const html = `<p><span data-person="${HEAD.id}">@Hakim Head</span> look</p>`;
  const { user, list } = await stream(listed([said(html, { source: `@[${HEAD.id}] look`, canEdit: true })]));
  await user.click(await within(list).findByRole("button", { name: "Comment actions" }));
  await user.click(await screen.findByRole("menuitem", { name: "Correct" }));
  const text = await within(list).findByRole<HTMLTextAreaElement>("textbox");
  expect(text.value).toBe("@Hakim Head look");
  server.answer("get", "/api/v1/records/{id}/mentionable", { items: [] });
  await user.type(text, " again");
  server.refuse("patch", COMMENT, { status: 403, code: "forbidden" });
  await user.click(within(list).getByRole("button", { name: /Save/ }));
  await vi.waitFor(() => expect(text.getAttribute("aria-invalid")).toBe("true"), 30_000);
  expect(text.value).toBe("@Hakim Head look again");
  expect(server.calls("patch", COMMENT)[0]?.body).toEqual({ source: `@[${HEAD.id}] look again` });
  await user.click(within(list).getByRole("button", { name: "Cancel" }));
  expect(within(list).queryByRole("textbox")).toBeNull();
  expect(list.textContent).toContain("@Hakim Head look");
});

it("takes a comment back, and keeps it with the reason when the server does not let it", async () => {
  const own = said("<p>mine</p>", { canDelete: true });
  const { user, list } = await stream(listed([own]));
  const takeBack = async () => {
    await user.click(await within(list).findByRole("button", { name: "Comment actions" }));
    expect(screen.queryByRole("menuitem", { name: "Correct" })).toBeNull();
    await user.click(await screen.findByRole("menuitem", { name: "Take back" }));
  };
  server.fail("delete", COMMENT);
  await takeBack();
  expect(await screen.findByText(/No connection to the server/)).toBeDefined();
  expect(list.textContent).toContain("mine");
  server.answer("delete", COMMENT, undefined);
  server.answer("get", STREAM, listed([{ ...own, comment: own.comment && { ...own.comment, deleted: true } }]));
  await takeBack();
  expect(await screen.findByText(/Comment taken back/)).toBeDefined();
});

it("calls a colleague by a part of the name and the keys, and sends the id", async () => {
  server.answer("get", "/api/v1/records/{id}/mentionable", ({ query }) => ({
    items: "hakim head, Әлия Қасымова".toLowerCase().includes((query["q"] ?? "").toLowerCase())
      ? [
          { ...HEAD, position: "Head" },
          { id: ID.author, name: "Әлия Қасымова", position: "Lawyer" },
        ]
      : [],
  }));
  const { user } = await stream(listed([]));
  await user.type(editor(), "Look, @");
  const people = await screen.findByRole("listbox", { name: "Whom to call" });
  expect(
    within(people)
      .getAllByRole("option")
      .map((one) => one.getAttribute("aria-selected")),
  ).toEqual(["true", "false"]);
  await user.keyboard("{ArrowDown}{Enter}");
  await vi.waitFor(() => expect(editor().value).toBe("Look, @Әлия Қасымова "), 30_000);
  expect(screen.queryByRole("listbox")).toBeNull();
  const answer = said("<p>Look</p>");
  server.answer("post", COMMENTS, answer.comment ?? fail());
  await user.click(screen.getByRole("button", { name: /Send/ }));
  await vi.waitFor(() => expect(editor().value).toBe(""), 30_000);
  expect(server.calls("post", COMMENTS).map(({ body }) => body)).toEqual([
    { source: `Look, @[${ID.author}]`, shared: false, fileIds: [] },
  ]);
});

it("sends no empty comment and one comment by two clicks", async () => {
  const { user } = await stream(listed([]));
  const send = screen.getByRole<HTMLButtonElement>("button", { name: /Send/ });
  await user.type(editor(), "   ");
  expect(send.disabled).toBe(true);
  await user.type(editor(), "Done");
  const answer = server.hold("post", COMMENTS, said("<p>Done</p>").comment ?? fail());
  await user.dblClick(send);
  answer();
  await vi.waitFor(() => expect(editor().value).toBe(""), 30_000);
  expect(server.calls("post", COMMENTS)).toHaveLength(1);
});

it("sends the files that stand beside the text, and not the one taken off again", async () => {
  const sent = startUploads();
  const { user, container } = await stream(listed([]));
  const input = container.querySelector<HTMLInputElement>('input[type="file"]') ?? document.createElement("input");
  await user.upload(input, [new File(["1"], "one.docx"), new File(["2"], "two.docx")]);
  await vi.waitFor(() => expect(sent).toHaveLength(2), 30_000);
  for (const { name, take } of sent.map((one) => ({ name: one.name, take: one.take.bind(one) })))
    take([recordFile({ id: `id-${name}`, name })]);
  await screen.findByRole("link", { name: "two.docx" });
  const [first] = screen.getAllByRole("button", { name: "Remove" });
  await user.click(first ?? input);
  expect(screen.queryByRole("link", { name: "one.docx" })).toBeNull();
  await user.type(editor(), "See the file");
  server.answer("post", COMMENTS, said("<p>See</p>").comment ?? fail());
  await user.click(screen.getByRole("button", { name: /Send/ }));
  await vi.waitFor(() => expect(screen.queryByRole("link", { name: "two.docx" })).toBeNull(), 30_000);
  expect(server.calls("post", COMMENTS)[0]?.body).toMatchObject({ fileIds: ["id-two.docx"] });
});

function fail(): never {
  throw new Error("a sample has no comment");
}
