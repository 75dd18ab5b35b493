import { expect, it } from "vitest";
import { oneOfEachRoleFirst } from "./castOrder.ts";

const person = (name: string, ...roles: string[]) => ({
  name,
  position: "",
  email: `${name}@demo.tartip.example`,
  roles: roles.map((role) => ({ ru: role, kk: role, en: role })),
});

it("shows every role before it repeats one, and loses nobody", () => {
  const cast = [
    person("ceo", "Chief executive", "Head"),
    person("head", "Head"),
    person("plain"),
    person("cfo", "Head", "Financial director"),
    person("guest", "Outside contractor"),
  ];
  expect(oneOfEachRoleFirst(cast).map(({ name }) => name)).toEqual(["ceo", "cfo", "guest", "head", "plain"]);
});
