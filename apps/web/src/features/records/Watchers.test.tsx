// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { AUTHOR, HEAD, ID } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show, speak } from "../../../test/show.tsx";
import { Watchers } from "./Watchers.tsx";

const WATCHERS = "/api/v1/records/{id}/watchers";
const ONE = "/api/v1/records/{id}/watchers/{personId}";
const since = "2026-11-16T04:00:00.000Z";

let server: Server;

beforeEach(() => {
  server = startServer();
});

function watched(...people: { id: string; name: string }[]) {
  server.answer("get", WATCHERS, { items: people.map((person) => ({ ...person, since })) });
  return show(<Watchers recordId={ID.request} meId={ID.me} />);
}

it("begins and ends watching for the reader", async () => {
  server.answer("put", ONE, undefined);
  const { user } = watched();
  const start = await screen.findByRole("button", { name: "Watch" });
  server.answer("get", WATCHERS, { items: [{ id: ID.me, name: "Madina Me", since }] });
  await user.click(start);
  expect(await screen.findByRole("button", { name: "Stop watching" })).toBeDefined();
  expect(server.calls("put", ONE).map(({ path }) => path)).toEqual([`/api/v1/records/${ID.request}/watchers/me`]);
});

it("lists who watches and lets each go", async () => {
  server.answer("delete", ONE, undefined);
  const { user } = watched(AUTHOR, HEAD);
  await user.click(await screen.findByRole("button", { name: "2 watchers" }));
  server.answer("get", WATCHERS, { items: [{ ...HEAD, since }] });
  await user.click(await screen.findByRole("button", { name: "Remove: Aliya Author" }));
  expect(await screen.findByRole("button", { name: "1 watcher" })).toBeDefined();
  expect(server.calls("delete", ONE).map(({ path }) => path)).toEqual([`/api/v1/records/${ID.request}/watchers/${ID.author}`]);
});

it.each([
  [1, /^Наблюдает 1$/u],
  [3, /^Наблюдают 3$/u],
  [5, /^Наблюдают 5$/u],
])("counts %d watchers in Russian", async (count, words) => {
  await speak("ru");
  watched(...Array.from({ length: count }, (_, nth) => ({ id: String(nth), name: `Person ${nth}` })));
  expect(await screen.findByRole("button", { name: words })).toBeDefined();
});

it("says in words why watching was refused", async () => {
  server.refuse("put", ONE, { status: 403, code: "forbidden" });
  const { user } = watched();
  await user.click(await screen.findByRole("button", { name: "Watch" }));
  const said = (await screen.findByRole("alert")).textContent ?? "";
  expect(said.length).toBeGreaterThan(10);
  expect(said).not.toContain("forbidden");
});
