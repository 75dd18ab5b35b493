// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { startServer } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { LoginForm } from "./LoginForm.tsx";

function Sample({ onDone }: { onDone: () => void }) {
  const [value, setValue] = useState({ email: "", password: "" });
  return <LoginForm value={value} onChange={setValue} onDone={onDone} />;
}

async function enter(email: string, password: string) {
  const done = vi.fn();
  const { user } = show(<Sample onDone={done} />);
  await user.type(await screen.findByRole("textbox"), email);
  const box = document.querySelector<HTMLInputElement>("input[name=password]");
  await user.type(box ?? document.body, `${password}{Enter}`);
  return { user, done, box };
}

it("sends the address without its spaces and the password as it is", async () => {
  const server = startServer();
  server.answer("post", "/api/v1/session", { token: "signed", expiresAt: "2030-01-01T00:00:00.000Z" });
  const { done } = await enter("  a@example.kz ", " secret ");
  await vi.waitFor(() => expect(done).toHaveBeenCalledOnce(), 30_000);
  expect(server.calls("post", "/api/v1/session")[0]?.body).toEqual({ email: "a@example.kz", password: " secret " });
});

it("does not say which of the two is wrong, and keeps what was typed", async () => {
  const server = startServer();
  server.refuse("post", "/api/v1/session", { status: 401, code: "unauthenticated" });
  const { done, box } = await enter("a@example.kz", "wrong");
  expect(await screen.findByText(/The e-mail or password does not match/)).toBeDefined();
  expect(box?.value).toBe("wrong");
  expect(done).not.toHaveBeenCalled();
});

it("tells a lost connection from a wrong password", async () => {
  const server = startServer();
  server.fail("post", "/api/v1/session");
  await enter("a@example.kz", "secret");
  expect(await screen.findByText(/No connection to the server/)).toBeDefined();
});

it("says when to try again after too many wrong passwords", async () => {
  const detail = "Too many wrong passwords from here. Try again in 15 seconds.";
  const server = startServer();
  server.refuse("post", "/api/v1/session", { status: 429, code: "too_many_requests", detail });
  await enter("a@example.kz", "secret");
  expect(await screen.findByText(detail)).toBeDefined();
});
