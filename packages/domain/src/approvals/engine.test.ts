import { describe, expect, it } from "vitest";
import { approve, asked, AT, company, decide, person, play, stage, start, states } from "../../test/company.ts";
import type { RouteStep } from "./run.ts";

describe("a round", () => {
  it("asks steps whose predecessors are done together and tells later ones only when theirs opens", () => {
    const now = play(stage({ facts: { cfo: true } }), start());
    expect(states(now)).toEqual({ head: "open", legal: "skipped", acc: "open", cfo: "waiting", ceo: "waiting" });
    expect(now.effects.filter((one) => one.type === "asked").map((one) => one.personId)).toEqual(["head", "acc1", "acc2"]);
    const later = play(now, approve("head", "head"), approve("acc", "acc2"));
    expect(states(later)["cfo"]).toBe("open");
    expect(later.effects).toContainEqual({ type: "asked", step: "cfo", personId: "cfo", onBehalfOfId: null });
  });

  it("finishes the run when every step that applies has its quorum", () => {
    const now = play(stage(), start(), approve("head", "head"), approve("acc", "acc1"));
    expect(now.run.state).toBe("approved");
    expect(states(now)).toMatchObject({ cfo: "skipped", ceo: "skipped" });
    expect(now.effects.map((one) => one.type)).toEqual(expect.arrayContaining(["roundFinished", "runApproved"]));
  });

  it("never asks the author, and bars holders of the roles the step names", () => {
    const org = company({ people: [person("author", ["accountant"], "head")] });
    expect(asked(play(stage({ org }), start()), "acc")).toEqual(["acc1", "acc2"]);
  });

  it("refuses a vote of somebody not asked, a second vote and a vote on a step not open", () => {
    const now = play(stage({ facts: { cfo: true } }), start());
    expect(() => play(now, approve("head", "acc1"))).toThrow(/only_approver/u);
    expect(() => play(now, approve("head", "author"))).toThrow(
      expect.objectContaining({ code: "segregation", details: expect.objectContaining({ key: "s1_author" }) }),
    );
    expect(() => play(now, approve("acc", "treasurer"))).toThrow(/barred_by_role/u);
    expect(() => play(now, approve("cfo", "cfo"))).toThrow(/step_not_open/u);
  });

  it("asks a step again whose condition came true while the round runs", () => {
    const now = play(stage(), start(), approve("head", "head"));
    const grown = play({ ...now, facts: { legal: true } }, { type: "refresh", at: AT });
    expect(states(grown)["legal"]).toBe("open");
    expect(play(grown, approve("acc", "acc1")).run.state).toBe("running");
  });

  it("waits between rounds for the tasks and goes on with the next", () => {
    const route: RouteStep[] = [
      { key: "head", as: "approval", after: [], by: { rule: "department_head" } },
      { key: "offers", as: "task", after: ["head"], by: { role: "purchaser" } },
      { key: "fin", as: "approval", after: ["offers"], by: { role: "cfo" } },
    ];
    const first = play(stage({ route, payment: false }), start(), approve("head", "head"));
    expect([first.run.state, first.effects.at(-1)]).toEqual(["between", { type: "roundFinished", round: 0 }]);
    const second = play(first, start(1));
    expect(asked(second, "fin")).toEqual(["cfo"]);
    expect(play(second, approve("fin", "cfo")).run.state).toBe("approved");
  });
});

describe("quorum", () => {
  const route = (quorum: "all" | "any" | number): RouteStep[] => [
    { key: "acc", as: "approval", after: [], by: { role: "accountant" }, quorum },
  ];

  it.each([
    ["any", 1],
    ["all", 3],
    [2, 2],
  ] as const)("%s of three finishes after %i votes", (quorum, needed) => {
    let now = play(stage({ route: route(quorum), payment: false }), start());
    for (const [index, voter] of ["acc1", "acc2", "treasurer"].slice(0, needed).entries()) {
      expect(now.run.state).toBe("running");
      now = play(now, approve("acc", voter));
      expect(now.run.state).toBe(index + 1 === needed ? "approved" : "running");
    }
  });

  it("tells the administrator when fewer may vote than must", () => {
    const now = play(stage({ route: route(4), payment: false }), start());
    expect(now.effects).toContainEqual({ type: "escalated", step: "acc" });
  });
});

describe("return, reject, withdraw", () => {
  const running = play(stage({ facts: { cfo: true } }), start(), approve("acc", "acc1"));

  it("reopens at the returning step and keeps the other votes", () => {
    const returned = play(running, decide("return", "head", "head"));
    expect([returned.run.state, returned.run.returnedAt]).toEqual(["returned", "head"]);
    expect(returned.effects).toContainEqual({ type: "returned", step: "head" });
    const again = play(returned, { type: "resubmit", at: AT });
    expect(states(again)).toMatchObject({ head: "open", acc: "finished" });
    expect(again.effects).toContainEqual({ type: "asked", step: "head", personId: "head", onBehalfOfId: null });
  });

  it("owes a reason for a return and a rejection", () => {
    expect(() => play(running, decide("return", "head", "head", " "))).toThrow(/reason/u);
    expect(() => play(running, decide("reject", "head", "head", ""))).toThrow(/reason/u);
  });

  it("ends with a rejection: nobody can vote any more", () => {
    const rejected = play(running, decide("reject", "head", "head"));
    expect(rejected.run.state).toBe("rejected");
    expect(() => play(rejected, approve("head", "head"))).toThrow(/step_not_open/u);
  });

  it("lets a voter take the vote back until anyone acts after it", () => {
    const both = play(running, approve("head", "head"));
    expect(states(both)["cfo"]).toBe("open");
    const back = play(both, { type: "withdraw", at: AT, step: "head", voterId: "head" });
    expect(states(back)).toMatchObject({ head: "open", cfo: "waiting" });
    expect(back.effects).toContainEqual({ type: "unasked", step: "cfo", personId: "cfo" });
    expect(() => play(both, { type: "withdraw", at: AT, step: "acc", voterId: "acc1" })).toThrow(/acted_after_vote/u);
    expect(() => play(both, { type: "withdraw", at: AT, step: "head", voterId: "cfo" })).toThrow(/vote_not_yours/u);
  });

  it("recalls everything: all votes void, resubmission starts at the first step", () => {
    const approved = play(running, approve("head", "head"), approve("cfo", "cfo"));
    const recalled = play(approved, { type: "recall", at: AT });
    expect(recalled.run.votes.every((vote) => vote.void === "recalled")).toBe(true);
    expect(states(play(recalled, { type: "resubmit", at: AT }))).toMatchObject({ head: "open", acc: "open", cfo: "waiting" });
  });

  it("voids exactly the named steps, asks them again and holds back who waits for them", () => {
    const both = play(running, approve("head", "head"));
    const voided = play(both, { type: "void", at: AT, steps: ["head"] });
    expect(voided.effects).toContainEqual({ type: "votesVoided", step: "head", voterIds: ["head"] });
    expect(states(voided)).toMatchObject({ head: "open", acc: "finished", cfo: "waiting" });
  });

  it("voids the votes of the one who changed what S1 names, though they vouched for something else", () => {
    const both = play(running, approve("head", "head"));
    const voided = play(both, { type: "void", at: AT, steps: [], editorId: "head" });
    expect(voided.effects).toContainEqual({ type: "votesVoided", step: "head", voterIds: ["head"] });
    expect(states(voided)).toMatchObject({ head: "open", acc: "finished", cfo: "waiting" });
    expect(play(both, { type: "void", at: AT, steps: [], editorId: "treasurer" }).run.votes).toEqual(both.run.votes);
  });
});

describe("changing who is asked", () => {
  it("hands a place on and refuses one who may not vote", () => {
    const now = play(stage(), start());
    expect(asked(play(now, { type: "reassign", at: AT, step: "head", fromId: "head", toId: "ceo" }), "head")).toEqual(["ceo"]);
    expect(() => play(now, { type: "reassign", at: AT, step: "head", fromId: "head", toId: "author" })).toThrow(/s1_author/u);
  });

  it("waits for an added approver before what stands after that step", () => {
    const now = play(stage({ facts: { cfo: true } }), start(), {
      type: "addApprover",
      at: AT,
      beside: "head",
      personId: "lawyer",
    });
    const later = play(now, approve("head", "head"), approve("acc", "acc1"));
    expect(states(later)).toMatchObject({ "added:1": "open", cfo: "waiting" });
    expect(states(play(later, approve("added:1", "lawyer")))["cfo"]).toBe("open");
  });

  it("moves an open step to the substitute at the start and back at the end", () => {
    const now = play(stage(), start());
    const org = company({ substitutions: [{ principalId: "head", substituteId: "lawyer" }] });
    const away = play({ ...now, org }, { type: "refresh", at: AT });
    expect(away.effects).toContainEqual({ type: "asked", step: "head", personId: "lawyer", onBehalfOfId: "head" });
    expect(away.effects).toContainEqual({ type: "unasked", step: "head", personId: "head" });
    const back = play({ ...away, org: company() }, { type: "refresh", at: AT });
    expect(asked(back, "head")).toEqual(["head"]);
    const voted = play(away, approve("head", "lawyer", "head"));
    expect(voted.run.votes[0]).toMatchObject({ voterId: "lawyer", onBehalfOfId: "head" });
  });

  it("does not let who voted in the run vote again for another", () => {
    const alone = [person("acc2", ["accountant"], "cfo", { active: false })];
    const org = company({ people: alone, substitutions: [{ principalId: "head", substituteId: "acc1" }] });
    const now = play(stage({ org, payment: false }), start());
    expect(asked(now, "head")).toEqual(["acc1"]);
    const voted = play(now, approve("acc", "acc1"));
    expect(asked(voted, "head")).toEqual(["ceo"]);
  });
});
