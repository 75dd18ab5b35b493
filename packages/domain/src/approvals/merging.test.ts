import { describe, expect, it } from "vitest";
import { approve, asked, AT, company, person, play, stage, start, states } from "../../test/company.ts";
import type { RouteStep } from "./run.ts";

/** The financial director also heads sales: asked as head and, above the threshold, as director. */
const headIsCfo = company({ people: [person("head", ["head", "cfo"], "ceo"), person("cfo", [], "ceo")] });

function steps(...list: [key: string, role: string, after?: string[]][]): RouteStep[] {
  return list.map(([key, role, after]) => ({ key, as: "approval", after: after ?? [], by: { role } }));
}

describe("one person, one visit in a round", () => {
  it("is asked at the last step by graph; the earlier one is finished «совмещено» with that vote", () => {
    const now = play(stage({ org: headIsCfo, facts: { cfo: true } }), start());
    expect(states(now)).toMatchObject({ head: "merged", acc: "open", cfo: "waiting" });
    expect(now.effects).toContainEqual({ type: "stepMerged", step: "head", into: "cfo" });
    const open = play(now, approve("acc", "acc1"));
    expect(asked(open, "cfo")).toEqual(["head"]);
    const done = play(open, approve("cfo", "head"));
    expect(done.run.state).toBe("approved");
    const taken = done.run.votes.find((vote) => vote.step === "head");
    expect(taken).toMatchObject({ voterId: "head", merged: true, act: done.run.votes.find((vote) => vote.step === "cfo")?.act });
    expect(taken?.hash).toBe("hash of head");
  });

  it("asks again by itself when the later step falls away", () => {
    const now = play(stage({ org: headIsCfo, facts: { cfo: true } }), start());
    const cheaper = play({ ...now, facts: {} }, { type: "refresh", at: AT });
    expect(asked(cheaper, "head")).toEqual(["head"]);
    const done = play(cheaper, approve("acc", "acc1"), approve("head", "head"));
    expect(done.run.state).toBe("approved");
    expect(done.run.votes.every((vote) => !vote.merged)).toBe(true);
  });

  it("leaves steps with more candidates to the others, also after the own vote", () => {
    const org = company({ people: [person("head", ["head", "accountant"], "ceo")] });
    const now = play(stage({ org }), start());
    expect(asked(now, "acc")).toEqual(["acc1", "acc2"]);
    expect(asked(play(now, approve("head", "head")), "acc")).toEqual(["acc1", "acc2"]);
  });

  it("keeps everybody where all must vote", () => {
    const route = steps(["a", "cfo"], ["b", "cfo"]).map((step) =>
      step.key === "b" ? { ...step, quorum: "all" as const } : step,
    );
    const org = company({ people: [person("head", ["cfo"], "ceo")] });
    expect(asked(play(stage({ route, org, payment: false }), start()), "b")).toEqual(["head", "cfo"]);
  });

  it("merges equals at the last in the list, never across rounds", () => {
    const side = steps(["one", "cfo"], ["two", "cfo"]);
    expect(states(play(stage({ route: side, payment: false }), start()))).toEqual({ one: "merged", two: "open" });
    const apart: RouteStep[] = [
      ...steps(["one", "cfo"]),
      { key: "t", as: "task", after: ["one"], by: { role: "it" } },
      ...steps(["two", "cfo", ["t"]]),
    ];
    const now = play(stage({ route: apart, payment: false }), start(), approve("one", "cfo"), start(1));
    expect(asked(now, "two")).toEqual(["cfo"]);
  });

  it("gives the vote back to every step it was taken for when withdrawn", () => {
    const route = [...steps(["one", "cfo"], ["two", "cfo"], ["last", "ceo", ["two"]])];
    const voted = play(stage({ route, payment: false }), start(), approve("two", "cfo"));
    expect(states(voted)).toEqual({ one: "finished", two: "finished", last: "open" });
    const back = play(voted, { type: "withdraw", at: AT, step: "two", voterId: "cfo" });
    expect(states(back)).toEqual({ one: "merged", two: "open", last: "waiting" });
  });
});

describe("two different people on every payment", () => {
  const everything = company({
    people: [
      person("head", ["head", "accountant"], "ceo"),
      person("acc1", [], "cfo"),
      person("acc2", [], "cfo"),
      person("treasurer", ["treasurer"], "cfo"),
    ],
  });

  it("sends the later step to the manager where one person would vote alone", () => {
    const now = play(stage({ org: everything }), start());
    expect([asked(now, "head"), asked(now, "acc")]).toEqual([["head"], ["ceo"]]);
    expect(play(now, approve("acc", "ceo"), approve("head", "head")).run.state).toBe("approved");
  });

  it("merges the earlier ones and still asks the manager at the last", () => {
    const org = company({
      people: [...everything.people.filter((one) => one.id !== "lawyer"), person("lawyer", [], "ceo")].map((one) =>
        one.id === "head" ? person("head", ["accountant", "lawyer"], "ceo") : one,
      ),
    });
    const now = play(stage({ org, facts: { legal: true } }), start());
    expect(states(now)).toMatchObject({ head: "merged", legal: "open", acc: "open" });
    expect(asked(now, "acc")).toEqual(["ceo"]);
  });

  it("takes the last step from the one who voted at all others when others may vote there", () => {
    const route = steps(["one", "accountant"], ["two", "accountant"]);
    const now = play(stage({ route }), start(), approve("one", "acc1"));
    expect(asked(now, "two")).toEqual(["acc2", "treasurer"]);
  });

  it("adds a second voter where only one step applies", () => {
    const now = play(stage({ route: steps(["one", "cfo"]) }), start(), approve("one", "cfo"));
    expect(now.run.state).toBe("running");
    expect(asked(now, "secondVoter:1")).toEqual(["ceo"]);
    expect(play(now, approve("secondVoter:1", "ceo")).run.state).toBe("approved");
  });

  it("does not ask it of other records", () => {
    const now = play(stage({ route: steps(["one", "cfo"]), payment: false }), start(), approve("one", "cfo"));
    expect(now.run.state).toBe("approved");
  });
});
