// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { me } from "../../test/samples.ts";
import { startServer, type Server } from "../../test/server.ts";
import { show } from "../../test/show.tsx";
import { api, call } from "../lib/api.ts";
import { errorSentence } from "../lib/errors.ts";
import { Relogin } from "./Relogin.tsx";

const REFRESH = "/api/v1/session/refresh";
const SESSION = "/api/v1/session";
const OPEN = { token: "signed", expiresAt: "2030-01-01T00:00:00.000Z" };

// happy-dom has no Web Locks; one tab alone holds each at once.
Object.defineProperty(navigator, "locks", {
  configurable: true,
  value: { request: (_name: string, _options: object, work: () => Promise<unknown>) => work() },
});

let server: Server;

beforeEach(() => {
  localStorage.clear();
  server = startServer();
  server.refuse("get", "/api/v1/me", { status: 401, code: "unauthenticated" });
  server.refuse("post", REFRESH, { status: 401, code: "unauthenticated" });
});

/** A page on which something is typed and asked of the server. */
function Page() {
  const [typed, setTyped] = useState("");
  const [told, setTold] = useState<string[]>([]);
  const tell = (text: string) => setTold((all) => [...all, text]);
  const ask = () => {
    call(api.GET("/api/v1/me")).then(
      ({ person }) => tell(person.name),
      (error: unknown) => tell(errorSentence(error, (key) => [key].flat()[0] ?? "")),
    );
  };
  return (
    <main id="page">
      <textarea aria-label="Typed" value={typed} onChange={(event) => setTyped(event.target.value)} />
      <button type="button" onClick={ask}>
        Ask
      </button>
      <output>{told.join(", ")}</output>
      <Relogin />
    </main>
  );
}

async function page() {
  const { user } = show(<Page />);
  await user.type(await screen.findByRole("textbox", { name: "Typed" }), "Жазылған мәтін");
  const ask = () => user.click(screen.getByRole("button", { name: "Ask" }));
  const dialog = () => screen.findByRole("dialog", { name: "The session has ended: log in again" });
  return { user, ask, dialog, told: () => screen.getByRole("status").textContent };
}

/** Fills the form of the dialog in and sends it. */
async function enter(user: Awaited<ReturnType<typeof page>>["user"], dialog: HTMLElement) {
  await user.type(within(dialog).getByRole("textbox", { name: "Work e-mail" }), "a@example.kz");
  await user.type(within(dialog).getByLabelText("Password", { selector: "input" }), "secret{Enter}");
}

it("asks over the page, keeps what was typed, and the call goes on", async () => {
  const { user, ask, dialog, told } = await page();
  await ask();
  const box = await dialog();
  server.answer("post", SESSION, () => {
    server.answer("get", "/api/v1/me", me());
    return OPEN;
  });
  await enter(user, box);
  await vi.waitFor(() => expect(told()).toBe("Madina Me"), 30_000);
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Typed" }).value).toBe("Жазылған мәтін");
});

it("stays with a sentence when the password is wrong", async () => {
  const { user, ask, dialog, told } = await page();
  await ask();
  const box = await dialog();
  server.refuse("post", SESSION, { status: 401, code: "unauthenticated" });
  await enter(user, box);
  expect(await within(box).findByText(/The e-mail or password does not match/)).toBeDefined();
  expect(told()).toBe("");
});

it("asks once for all calls that found the session ended, and lets all of them go on", async () => {
  const { user, ask, dialog, told } = await page();
  await ask();
  const box = await dialog();
  screen.getByText("Ask").click();
  await vi.waitFor(() => expect(server.calls("post", REFRESH).length).toBeGreaterThan(1), 30_000);
  expect(screen.getAllByRole("dialog")).toHaveLength(1);
  server.answer("post", SESSION, () => {
    server.answer("get", "/api/v1/me", me());
    return OPEN;
  });
  await enter(user, box);
  await vi.waitFor(() => expect(told()).toBe("Madina Me, Madina Me"), 30_000);
});

it("lets the call fail when the reader leaves it by Escape, and keeps the page", async () => {
  const { user, ask, dialog, told } = await page();
  await ask();
  await dialog();
  await user.keyboard("{Escape}");
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  expect(told()).not.toBe("");
  expect(told()).not.toContain("Madina");
  expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Typed" }).value).toBe("Жазылған мәтін");
});
