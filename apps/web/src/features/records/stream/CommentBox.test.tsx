// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { ID, me } from "../../../../test/samples.ts";
import { startServer, type Server } from "../../../../test/server.ts";
import { show } from "../../../../test/show.tsx";
import { CommentBox } from "./CommentBox.tsx";

const COMMENTS = "/api/v1/records/{id}/comments";

let server: Server;

beforeEach(() => {
  localStorage.removeItem(`comment.${ID.request}`);
  sessionStorage.clear();
  server = startServer();
  server.answer("get", "/api/v1/me", me());
});

async function box(shareable: boolean) {
  const { user } = show(<CommentBox recordId={ID.request} reader="Madina Me" shareable={shareable} />);
  const text = await screen.findByRole<HTMLTextAreaElement>("textbox");
  return { user, text };
}

it("keeps what was typed while the server refuses it, and says so", async () => {
  server.refuse("post", COMMENTS, { status: 403, code: "forbidden" });
  const { user, text } = await box(false);
  expect(screen.queryByRole("checkbox")).toBeNull();
  await user.type(text, "Ask the bank");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await vi.waitFor(() => expect(text.getAttribute("aria-invalid")).toBe("true"), 30_000);
  expect(text.value).toBe("Ask the bank");
  expect(server.calls("post", COMMENTS)[0]?.body).toEqual({ source: "Ask the bank", shared: false, fileIds: [] });
});

it("shows a comment to outsiders only when that is ticked", async () => {
  server.refuse("post", COMMENTS, { status: 403, code: "forbidden" });
  const { user, text } = await box(true);
  await user.type(text, "For the supplier");
  await user.click(screen.getByRole("checkbox"));
  await user.type(text, "{Control>}{Enter}{/Control}");
  await vi.waitFor(() => expect(server.calls("post", COMMENTS)).toHaveLength(1), 30_000);
  expect(server.calls("post", COMMENTS)[0]?.body).toMatchObject({ source: "For the supplier", shared: true });
});
