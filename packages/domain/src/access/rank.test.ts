import { expect, it } from "vitest";
import { company, person, subject } from "../../test/company.ts";
import { coordinatorsNear, holdersByRank, keepersOf } from "./rank.ts";
import type { StepActor } from "./step-actor.ts";

const people = [
  person("boss", [], "ceo"),
  person("far", ["accountant"], "boss", { branchId: "AST", absent: true }),
  person("limited", [], null, { roles: [{ code: "accountant", branchId: "AST" }] }),
];
const org = { ...company({ people }), ownerStandInId: null };
const ranked = (by: StepActor): string[] => holdersByRank(by, org, subject());

it("names the holders of the role anywhere, also those away, then those above them, then the chief executive", () => {
  expect(ranked({ role: "accountant", scope: "branch" })).toEqual(["acc1", "acc2", "treasurer", "far", "cfo", "ceo", "boss"]);
});

it("names the holders of the fallback role too", () => {
  expect(ranked({ role: "astronaut", fallback: "lawyer" })).toEqual(["lawyer", "ceo"]);
});

it("names the head of the department and the line above", () => {
  expect(ranked({ rule: "department_head" })).toEqual(["head", "ceo"]);
});

it("leaves the chief executive where nobody holds the role, and the owner's stand-in", () => {
  expect(ranked({ role: "astronaut" })).toEqual(["ceo"]);
  expect(holdersByRank({ role: "astronaut" }, { ...org, ownerStandInId: "owner" }, subject())).toEqual(["ceo", "owner"]);
});

it("names the person of a field and of an earlier step with those above", () => {
  const named = subject({ people: { signatory: "lawyer" }, doneBy: { check: "clerk" } });
  expect(holdersByRank({ field: "signatory" }, org, named)).toEqual(["lawyer", "ceo"]);
  expect(holdersByRank({ samePersonAs: "check" }, org, named)).toEqual(["clerk", "head", "ceo"]);
});

it("knows who coordinates the requests of a department", () => {
  expect(coordinatorsNear(org, subject())).toEqual(["author", "clerk"]);
  expect(coordinatorsNear(org, subject({ departmentId: "legal" }))).toEqual([]);
});

it("keeps what is not shown above with the holders of its role, the near ones first, then with the top", () => {
  expect(keepersOf({ role: "accountant" }, org, "AST")).toEqual(["far", "limited", "acc1", "acc2", "treasurer", "ceo"]);
  expect(keepersOf({ role: "astronaut" }, { ...org, ownerStandInId: "owner" }, "ALA")).toEqual(["ceo", "owner"]);
});
