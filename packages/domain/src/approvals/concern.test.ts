import { expect, it } from "vitest";
import { approve, AT, company, play, stage, start, type Stage } from "../../test/company.ts";
import type { OrgSnapshot } from "../access/organisation.ts";
import { mayConcern } from "./concern.ts";

const PEOPLE = company().people;

/** The company on a day when one person is away, with or without a substitute. */
function without(away: string, substituteId: string | null): OrgSnapshot {
  const org = company(substituteId === null ? {} : { substitutions: [{ principalId: away, substituteId }] });
  return { ...org, people: org.people.map((person) => (person.id === away ? { ...person, absent: true } : person)) };
}

const all = { legal: true, cfo: true, ceo: true };
const STAGES: [string, Stage][] = [
  ["all steps", play(stage({ facts: all }), start())],
  ["the first three", play(stage(), start())],
  [
    "the last two",
    play(stage({ facts: all }), start(), approve("head", "head"), approve("legal", "lawyer"), approve("acc", "acc1")),
  ],
  ["nobody to ask", play(stage({ org: { ...company(), people: [], ownerStandInId: null }, facts: all }), start())],
];

/** The run as of another day, and whether that day changed anybody at it. */
function on(now: Stage, org: OrgSnapshot): { after: Stage; moved: boolean } {
  const after = play({ ...now, org }, { type: "refresh", at: AT });
  return { after, moved: JSON.stringify(after.run.steps) !== JSON.stringify(now.run.steps) };
}

it.each(STAGES)("misses no run in which anybody moves by an absence, there and back: %s", (_name, begun) => {
  const settled = on(begun, company()).after;
  let moves = 0;
  for (const { id } of PEOPLE) {
    for (const substituteId of [null, ...PEOPLE.map((one) => one.id).filter((one) => one !== id)]) {
      const org = without(id, substituteId);
      const gone = on(settled, org);
      const back = on(gone.after, company());
      if (gone.moved) expect(mayConcern(settled.run, id, org), `${id} goes`).toBe(true);
      if (back.moved) expect(mayConcern(gone.after.run, id, company()), `${id} comes back`).toBe(true);
      moves += Number(gone.moved) + Number(back.moved);
    }
  }
  expect(moves).toBeGreaterThan(0);
});

it("misses nobody who stands in for another and goes away too", () => {
  const settled = play(stage({ org: without("head", "clerk"), facts: all }), start());
  const org = without("head", "clerk");
  const both = { ...org, people: org.people.map((person) => (person.id === "clerk" ? { ...person, absent: true } : person)) };
  const gone = on(settled, both);
  expect(gone.moved).toBe(true);
  expect(mayConcern(settled.run, "clerk", both)).toBe(true);
  expect(mayConcern(gone.after.run, "clerk", org)).toBe(true);
});

it("leaves runs alone that the person has nothing to do with", () => {
  const { run } = play(stage(), start());
  expect(PEOPLE.filter(({ id }) => mayConcern(run, id, company())).map(({ id }) => id)).not.toContain("clerk");
  expect(mayConcern(run, "lawyer", company())).toBe(false);
  expect(mayConcern(run, "acc1", company())).toBe(true);
});
