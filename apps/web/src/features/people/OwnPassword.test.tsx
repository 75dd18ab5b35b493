// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { OwnPassword } from "./OwnPassword.tsx";

const PATH = "/api/v1/session/password";

let server: Server;

beforeEach(() => {
  server = startServer();
});

async function filled(oldPassword: string, password: string, repeat = password) {
  const { user } = show(<OwnPassword email="a@example.kz" />);
  await user.click(await screen.findByRole("button", { name: "Change password" }));
  const box = (name: string) => document.querySelector<HTMLInputElement>(`input[name=${name}]`) ?? document.body;
  for (const [name, text] of Object.entries({ oldPassword, password, repeat })) if (text) await user.type(box(name), text);
  await user.click(screen.getByRole("button", { name: "Save the password" }));
  return user;
}

it("sends the old and the new one, says that it is done and closes", async () => {
  server.answer("put", PATH, undefined);
  await filled("the old phrase", "seven cats on a tram");
  await vi.waitFor(() => expect(screen.queryByRole("button", { name: "Save the password" })).toBeNull(), 30_000);
  expect(server.calls("put", PATH)[0]?.body).toEqual({ oldPassword: "the old phrase", password: "seven cats on a tram" });
  expect(await screen.findByText(/all other sessions have ended/)).toBeDefined();
});

it("sends nothing while a box is empty or the two differ", async () => {
  await filled("", "seven cats on a tram", "seven cats on a bus");
  expect(await screen.findByText("Fill in this field")).toBeDefined();
  expect(screen.getByText("The passwords differ")).toBeDefined();
  expect(server.calls("put", PATH)).toEqual([]);
});

it.each([
  ["oldPassword", "password_wrong", "This is not the present password"],
  ["password", "password_run", /Keys in a row and repetitions are easy to guess/],
])("says under %s what is wrong with it", async (field, code, text) => {
  server.refuse("put", PATH, { status: 400, code: "bad_input", fields: [{ field, code, detail: "" }] });
  await filled("the old phrase", "qwertyuiop");
  expect(await screen.findByText(text)).toBeDefined();
});

it("says when to come back after too many guesses", async () => {
  const detail = "Too many wrong passwords from here. Try again in 15 seconds.";
  server.refuse("put", PATH, { status: 429, code: "too_many_requests", detail });
  await filled("the old phrase", "seven cats on a tram");
  expect(await screen.findByText(detail)).toBeDefined();
});
