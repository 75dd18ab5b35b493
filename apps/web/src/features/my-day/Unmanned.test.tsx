// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { me, reference } from "../../../test/samples.ts";
import { startServer } from "../../../test/server.ts";
import { show, speak } from "../../../test/show.tsx";
import { Unmanned } from "./Unmanned.tsx";

const WAITING = [{ role: "hr", requests: 3, since: "2026-11-16T08:00:00.000Z" }];

it("names the role that nobody holds and how many wait for it, in the reader's language", async () => {
  const server = startServer();
  server.answer("get", "/api/v1/me", me());
  const role = { code: "hr", label: { ru: "Кадры", kk: "Кадрлар", en: "Personnel" } };
  const known = reference();
  server.answer("get", "/api/v1/reference", { ...known, roles: [role] });
  await speak("ru");
  show(<Unmanned unmanned={WAITING} />);
  expect(await screen.findByText("Роль «Кадры» никому не дана")).toBeTruthy();
  expect(screen.getByText("её ждут 3 личные заявки: дайте роль сотруднику")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Открыть сотрудников" }).getAttribute("href")).toBe("/people");
});
