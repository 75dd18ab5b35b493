// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { me, reference } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import DocumentListPage from "./DocumentListPage.tsx";

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me/views", { items: [] });
  server.answer("get", "/api/v1/reference", reference());
  server.answer("get", "/api/v1/documents", { items: [], next: null });
});

it.each([
  [["document.create"], 2, "Add the first contract, card and file, and payments can stand on it."],
  [["document.manage"], 2, "Add the first contract, card and file, and payments can stand on it."],
  [["document.read"], 0, "Documents opened to you will stand here."],
])("with %s offers a new document in %i places", async (permissions, places, words) => {
  server.answer("get", "/api/v1/me", me({ permissions }));
  show(<DocumentListPage />, { at: "/documents", route: "/documents" });
  expect(await screen.findByText(words)).toBeDefined();
  expect(screen.queryAllByRole("link", { name: "Add a document" })).toHaveLength(places);
});

it.each([
  ["In rework", "rework"],
  ["Rejected", "rejected"],
])("finds those %s under a tab of their own", async (tab, status) => {
  server.answer("get", "/api/v1/me", me());
  const { user } = show(<DocumentListPage />, { at: "/documents", route: "/documents" });
  await user.click(await screen.findByRole("link", { name: tab }));
  await vi.waitFor(() => expect(server.calls("get", "/api/v1/documents").at(-1)?.query).toMatchObject({ status }), 30_000);
});
