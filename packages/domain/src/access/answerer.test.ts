import { expect, it } from "vitest";
import { answererOf } from "./answerer.ts";
import type { OrgPerson, OrgSnapshot } from "./organisation.ts";

const PERSON = { departmentId: "ops", branchId: null, active: true, external: false, absent: false, roles: [] };

function org(...left: string[]): OrgSnapshot {
  const person = (id: string, managerId: string | null): OrgPerson => ({ ...PERSON, id, managerId, active: !left.includes(id) });
  return {
    people: [person("author", "manager"), person("responsible", null), person("head", null), person("manager", "top"),
      person("top", null), person("owner", null), { ...person("guest", null), external: true }], // prettier-ignore
    departments: [{ id: "ops", parentId: null, headId: "head" }],
    substitutions: [],
    ownerStandInId: "owner",
  };
}

const RECORD = { authorId: "author", assigneeId: "responsible", departmentId: "ops" };

it.each([
  [[], "author"],
  [["author"], "responsible"],
  [["author", "responsible"], "head"],
  [["author", "responsible", "head"], "manager"],
  [["author", "responsible", "head", "manager"], "top"],
  [["author", "responsible", "head", "manager", "top"], "owner"],
  [["author", "responsible", "head", "manager", "top", "owner"], "author"],
])("when these left: %j", (left, expected) => {
  expect(answererOf(org(...left), RECORD)).toBe(expected);
});

it("passes over the one who asked, unless nobody else is left, and asks of a record that is not shown above nobody but its own", () => {
  expect(answererOf(org("author"), RECORD, { passOver: "responsible" })).toBe("head");
  expect(answererOf(org("author", "head", "manager", "top", "owner"), RECORD, { passOver: "responsible" })).toBe("responsible");
  expect(answererOf(org("author", "responsible"), RECORD, { own: [null, "top", "owner"] })).toBe("top");
  expect(answererOf(org("author", "responsible"), RECORD, { own: [null] })).toBe("author");
});

it("is nobody from outside, and not a person away for some days", () => {
  expect(answererOf(org("author"), { ...RECORD, assigneeId: "guest" })).toBe("head");
  const away = { ...org(), people: org().people.map((one) => ({ ...one, absent: one.id === "author" })) };
  expect(answererOf(away, RECORD)).toBe("author");
});
