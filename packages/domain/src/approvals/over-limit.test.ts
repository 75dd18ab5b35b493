import { describe, expect, it } from "vitest";
import { approve, asked, AT, company, person, play, stage, start, states } from "../../test/company.ts";
import type { RunEvent } from "./run.ts";

const over = (pct: number, missingMinor = 60_000_00, cellId = "cell"): RunEvent => ({
  type: "overLimit",
  at: AT,
  figure: { cellId, pct, missingMinor },
});

describe("over the limit", () => {
  it("asks the director beside the normal step, as a decision of its own", () => {
    const now = play(stage({ facts: { cfo: true } }), start(), over(6), approve("head", "head"), approve("acc", "acc1"));
    expect([asked(now, "cfo"), asked(now, "overLimit:cfo")]).toEqual([["cfo"], ["cfo"]]);
    const one = play(now, approve("cfo", "cfo"));
    expect(one.run.state).toBe("running");
    const both = play(one, approve("overLimit:cfo", "cfo"));
    expect(both.run.state).toBe("approved");
    expect(both.run.votes.at(-1)?.figure).toEqual({ cellId: "cell", pct: 6, missingMinor: 60_000_00 });
  });

  it("is announced with the cell and the missing amount", () => {
    const now = play(stage(), start(), over(6));
    expect(now.effects[0]).toEqual({
      type: "overLimitAdded",
      step: "overLimit:cfo",
      figure: { cellId: "cell", pct: 6, missingMinor: 60_000_00 },
    });
  });

  it("above ten per cent asks the chief after the director", () => {
    const now = play(stage(), start(), over(10.5), approve("head", "head"), approve("acc", "acc1"));
    expect(states(now)).toMatchObject({ "overLimit:cfo": "open", "overLimit:ceo": "waiting" });
    const then = play(now, approve("overLimit:cfo", "cfo"));
    expect(asked(then, "overLimit:ceo")).toEqual(["ceo"]);
  });

  it("needs two people above ten per cent even where one holds both roles", () => {
    const org = company({ people: [person("cfo", ["cfo", "ceo"], "ceo"), person("ceo", [], null)] });
    const now = play(
      stage({ org }),
      start(),
      over(50),
      approve("head", "head"),
      approve("acc", "acc1"),
      approve("overLimit:cfo", "cfo"),
    );
    expect(asked(now, "overLimit:ceo")).toEqual(["ceo"]);
  });

  it("keeps the last vote and asks for the decision when the reservation fails after it", () => {
    const approved = play(stage(), start(), approve("head", "head"), approve("acc", "acc1"));
    expect(approved.run.state).toBe("approved");
    const moved = play(approved, over(4));
    expect(moved.run.state).toBe("running");
    expect(states(moved)).toMatchObject({ head: "finished", acc: "finished", "overLimit:cfo": "open" });
    expect(play(moved, approve("overLimit:cfo", "cfo")).run.state).toBe("approved");
  });

  it("asks again when more is missing than was granted, and not when less is", () => {
    const granted = play(
      stage(),
      start(),
      over(6, 100),
      approve("head", "head"),
      approve("acc", "acc1"),
      approve("overLimit:cfo", "cfo"),
    );
    expect([granted.run.state, play(granted, over(6, 80)).run.state]).toEqual(["approved", "approved"]);
    const more = play(granted, over(7, 120));
    expect([more.run.state, asked(more, "overLimit:cfo")]).toEqual(["running", ["cfo"]]);
    expect(more.run.votes.find((vote) => vote.step === "overLimit:cfo")?.void).toBe("changed");
  });

  it("drops an undecided step when the excess is gone", () => {
    const now = play(stage(), start(), over(20), { type: "overLimit", at: AT, figure: null });
    expect(Object.keys(states(now))).not.toContain("overLimit:cfo");
    const open = play(stage(), start(), over(20), approve("head", "head"), approve("acc", "acc1"));
    expect(asked(open, "overLimit:cfo")).toEqual(["cfo"]);
    const { effects } = play(open, { type: "overLimit", at: AT, figure: null });
    expect(effects).toContainEqual({ type: "unasked", step: "overLimit:cfo", personId: "cfo" });
  });

  it("goes past the responsible of the line and the author of the plan (S4, S5)", () => {
    const before = stage();
    const touched = { authorId: "author", lineResponsibleIds: ["cfo"], planEnteredByIds: [] };
    const now = play(
      { ...before, input: { overLimit: touched } },
      start(),
      over(6),
      approve("head", "head"),
      approve("acc", "acc1"),
    );
    expect(asked(now, "overLimit:cfo")).toEqual(["ceo"]);
    expect(() => play(now, approve("overLimit:cfo", "cfo"))).toThrow(/s5_line_responsible/u);
  });
});
