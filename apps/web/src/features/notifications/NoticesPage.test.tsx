// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { HEAD, ID, me } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show, speak } from "../../../test/show.tsx";
import { BellPanel } from "./BellPanel.tsx";
import NoticesPage from "./NoticesPage.tsx";
import type { Notice } from "./noticeQueries.ts";

const NOTICES = "/api/v1/notices";
const READ = "/api/v1/notices/read";
const COUNT = "/api/v1/notices/count";

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", COUNT, { unread: 0 });
});

function notice(change: Partial<Notice> = {}): Notice {
  return {
    id: "n1",
    event: "request_returned",
    params: { reason: "Шарт жоқ" },
    readAt: null,
    createdAt: "2026-11-16T05:00:00.000Z",
    actor: HEAD,
    why: "author",
    record: { id: ID.request, kind: "request", number: "PAY-1", title: "Қолғап", status: "rework" },
    ...change,
  };
}

const read = (change: Partial<Notice> = {}) => notice({ readAt: "2026-11-16T06:00:00.000Z", ...change });

function page(
  items: Notice[],
  { unread = 0, next = null, at = "/notices" }: { unread?: number; next?: string | null; at?: string } = {},
) {
  server.answer("get", COUNT, { unread });
  server.answer("get", NOTICES, { items, next });
  return show(<NoticesPage />, { at, route: "/notices" });
}

it("tells what happened, on which record, why, by whom and why one is told", async () => {
  page([notice(), read({ id: "n2", actor: null, params: { excerpt: "Сұрақ бар" } })]);
  const [fresh, old] = await screen.findAllByRole("listitem");
  expect(fresh?.textContent).toContain("The request was returned for rework");
  expect(fresh?.textContent).toContain("PAY-1 · Қолғап");
  expect(fresh?.textContent).toContain("Reason: Шарт жоқ");
  expect(fresh?.textContent).toContain("Hakim Head · You get this because");
  expect(old?.textContent).toContain("“Сұрақ бар”");
  expect(old?.textContent).toContain("System · ");
  expect(within(fresh ?? document.body).getByText(", new")).toBeDefined();
  expect(within(old ?? document.body).queryByText(", new")).toBeNull();
});

it("calls what it has no words for a change", async () => {
  page([notice({ event: "something_new", params: {} })]);
  const line = await screen.findByRole("listitem");
  expect(line.textContent).not.toContain("something_new");
  expect(line.textContent).not.toContain("event.");
});

it("marks a notice read when it is followed to its record", async () => {
  const { user, address } = page([notice()]);
  server.answer("post", READ, { read: 1 });
  await user.click(await screen.findByRole("link", { name: /returned for rework/ }));
  await vi.waitFor(() => expect(address()).toBe(`/requests/${ID.request}`), 30_000);
  await vi.waitFor(() => expect(server.calls("post", READ).map(({ body }) => body)).toEqual([{ ids: ["n1"] }]), 30_000);
});

it("does not send a read one again, and opens the record even when the mark fails", async () => {
  const first = page([read()]);
  await first.user.click(await screen.findByRole("link", { name: /returned for rework/ }));
  await vi.waitFor(() => expect(first.address()).toBe(`/requests/${ID.request}`), 30_000);
  expect(server.calls("post", READ)).toEqual([]);
  first.unmount();
  const second = page([notice()]);
  server.fail("post", READ);
  await second.user.click(await screen.findByRole("link", { name: /returned for rework/ }));
  await vi.waitFor(() => expect(second.address()).toBe(`/requests/${ID.request}`), 30_000);
});

it("leads to the account, the profile or who stands in where there is no record", async () => {
  const without = (id: string, event: string, params: Notice["params"] = {}) => notice({ id, event, params, record: null });
  page([
    without("a", "role_confirmed", { personId: ID.author }),
    without("b", "password_set_by_link"),
    without("d", "password_changed"),
    without("c", "substitution_named", { name: "Aliya", from: "2031-03-10", to: "2031-03-12" }),
  ]);
  const links = await screen.findAllByRole("link");
  expect(links.map((link) => link.getAttribute("href"))).toEqual([
    `/people/${ID.author}`,
    "/profile",
    "/profile",
    "/profile#substitutions",
  ]);
});

it("shows the unread alone when asked, and keeps that in the address", async () => {
  const { user, address } = page([notice(), read({ id: "n2" })], { unread: 1 });
  expect(await screen.findAllByRole("listitem")).toHaveLength(2);
  server.answer("get", NOTICES, { items: [], next: null });
  await user.click(screen.getByRole("button", { name: "Unread only" }));
  expect(await screen.findByText("Everything is read")).toBeDefined();
  expect(address()).toContain("unread=");
  expect(server.calls("get", NOTICES).at(-1)?.query["unread"]).toBe("true");
});

it("tells that nothing came yet, and tries again when the list did not come", async () => {
  server.fail("get", NOTICES);
  const { user } = show(<NoticesPage />, { at: "/notices", route: "/notices" });
  const again = await screen.findByRole("button", { name: "Retry" });
  server.answer("get", NOTICES, { items: [], next: null });
  await user.click(again);
  await vi.waitFor(() => expect(screen.queryByRole("button", { name: "Retry" })).toBeNull(), 30_000);
  expect(screen.queryByText("Everything is read")).toBeNull();
  expect(screen.queryAllByRole("listitem")).toEqual([]);
});

it("fetches the next page after the last one", async () => {
  const { user } = page([notice()], { next: "cursor" });
  await screen.findByRole("listitem");
  server.answer("get", NOTICES, { items: [read({ id: "n2" })], next: null });
  await user.click(screen.getByRole("button", { name: "More" }));
  await vi.waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(2), 30_000);
  expect(server.calls("get", NOTICES).at(-1)?.query["after"]).toBe("cursor");
  expect(screen.queryByRole("button", { name: "More" })).toBeNull();
});

it("marks all of every page at once, and sends it when the page is left", async () => {
  const { user } = page([notice()], { unread: 2 });
  await screen.findByRole("listitem");
  server.answer("get", NOTICES, ({ query }) =>
    query["after"] ? { items: [notice({ id: "n2" })], next: null } : { items: [notice()], next: "more" },
  );
  await user.click(screen.getByRole("button", { name: "Mark all as read" }));
  await vi.waitFor(() => expect(screen.queryByRole("button", { name: "Mark all as read" })).toBeNull(), 30_000);
  expect(within(screen.getByRole("listitem")).queryByText(", new")).toBeNull();
  expect(server.calls("post", READ)).toEqual([]);
  server.answer("post", READ, { read: 2 });
  window.dispatchEvent(new Event("pagehide"));
  await vi.waitFor(() => expect(server.calls("post", READ).map(({ body }) => body)).toEqual([{ ids: ["n1", "n2"] }]), 30_000);
});

it("takes the marking back before it was sent", async () => {
  const { user } = page([notice()], { unread: 1 });
  await screen.findByRole("listitem");
  await user.click(screen.getByRole("button", { name: "Mark all as read" }));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findByRole("button", { name: "Mark all as read" })).toBeDefined();
  window.dispatchEvent(new Event("pagehide"));
  expect(server.calls("post", READ)).toEqual([]);
});

it("counts the unread by the rules of the language", async () => {
  await speak("ru");
  const heading = async (unread: number) => {
    const { unmount } = page([notice()], { unread });
    await screen.findByRole("listitem");
    const { textContent } = await screen.findByText(new RegExp(`^${unread}\\s`));
    unmount();
    return textContent?.replace(/^\d+\s/, "") ?? "";
  };
  const [one, two, five] = [await heading(1), await heading(2), await heading(5)];
  expect(two).not.toBe(five);
  expect(one).not.toBe(two);
});

it("shows the newest under the bell, and leads from it to all of them", async () => {
  server.answer("get", NOTICES, { items: [notice(), read({ id: "n2" })], next: "more" });
  const { user, address } = show(<BellPanel count={1} />);
  const panel = await screen.findByRole("dialog");
  expect(await within(panel).findAllByRole("link", { name: /returned for rework/ })).toHaveLength(2);
  expect(within(panel).getByRole("button", { name: "Mark all as read" })).toBeDefined();
  expect(server.calls("get", NOTICES)[0]?.query).toMatchObject({ unread: "false", limit: "8" });
  await user.click(within(panel).getAllByRole("link").at(-1) ?? panel);
  await vi.waitFor(() => expect(address()).toBe("/notices"), 30_000);
});

it("says the new status in words, the day of a moved deadline, and how late what went up is", async () => {
  page([
    read({ id: "a", event: "status_changed", params: { to: "approval" }, why: "watcher" }),
    read({ id: "b", event: "deadline_moved", params: { until: "2026-11-20" }, why: "setter" }),
    read({ id: "c", event: "escalated", params: { hours: 9 }, why: "manager", actor: null }),
  ]);
  const lines = (await screen.findAllByRole("listitem")).map((line) => line.textContent);
  expect(lines[0]).toContain("New status: ");
  expect(lines[0]).not.toContain("approval:");
  expect(lines[0]).not.toContain("{{");
  expect(lines[1]).toMatch(/The deadline moved to .*20/);
  expect(lines[2]).toContain("Late by 9 working h");
});
