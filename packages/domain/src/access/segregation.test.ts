import { describe, expect, it } from "vitest";
import type { Decision } from "../kernel/decision.ts";
import { CONTRACTOR_CEILING } from "./grants.ts";
import { effectiveGrants, parseRoles, roleProblems } from "./roles.ts";
import * as duties from "./segregation.ts";

const rule = (decision: Decision): string => (decision.allowed ? "allowed" : decision.rule);

describe("segregation of duties", () => {
  it("S1 bars author, subject, payee and the last editor of money", () => {
    const barred = duties.barredFromVoting({
      authorId: "a",
      subjectId: "s",
      payeeId: "p",
      lastChangedBy: { amount: "e", purpose: "x", split: "a" },
    });
    expect([...barred].toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual([
      ["a", "s1_author"],
      ["e", "s1_changed"],
      ["p", "s1_payee"],
      ["s", "s1_subject"],
    ]);
    expect(rule(duties.mayVote(barred, "x", null))).toBe("allowed");
    expect(rule(duties.mayVote(barred, "e", null))).toBe("s1_changed");
  });

  it("S6 adds the principal's restrictions, and one vote a person", () => {
    const barred = new Map([["a", "s1_author" as const]]);
    expect(rule(duties.mayVote(barred, "x", "a"))).toBe("s6_principal");
    expect(rule(duties.mayVoteForAnother("x", "y", ["x"]))).toBe("s6_voted_already");
    expect(rule(duties.mayVoteForAnother("x", null, ["x"]))).toBe("allowed");
  });

  it("S2, S3, S7, S9, S13", () => {
    expect([rule(duties.mayPay("v", ["v"])), rule(duties.mayPay("t", ["v"]))]).toEqual(["s2_voter_pays", "allowed"]);
    expect([rule(duties.mayWaiveRest("p", ["p"])), rule(duties.mayWaiveRest("a", ["p"]))]).toEqual([
      "s2_payer_waives",
      "allowed",
    ]);
    expect([
      rule(duties.mayConfirmAccount("a", "a", ["a"])),
      rule(duties.mayConfirmAccount("b", "a", ["c"])),
      rule(duties.mayConfirmAccount("c", "a", ["c"])),
    ]).toEqual(["s3_account_changer", "allowed", "s3_open_invoice"]);
    expect([rule(duties.mayChangeRolesOf("a", "a")), rule(duties.mayChangeRolesOf("a", "b"))]).toEqual([
      "s7_own_roles",
      "allowed",
    ]);
    const named = [duties.mayNameSubstitute("a", "b", "a"), duties.mayNameSubstitute("a", "a", "b"), duties.mayNameSubstitute("a", "b", "c")]; // prettier-ignore
    expect(named.map(rule)).toEqual(["s7_own_substitution", "allowed", "allowed"]);
    expect([rule(duties.mayNameHead("a", "a")), rule(duties.mayNameHead("a", "b"))]).toEqual(["s7_own_head", "allowed"]);
    expect([rule(duties.mayRemoveAdministrator(1)), rule(duties.mayRemoveAdministrator(2))]).toEqual([
      "last_administrator",
      "allowed",
    ]);
    expect([rule(duties.mayAcceptResult("a", "a")), rule(duties.mayAcceptResult("b", "a"))]).toEqual(["own_result", "allowed"]);
    expect([duties.lacksSecondVoter(["a", "a"]), duties.lacksSecondVoter(["a", "b"])]).toEqual([true, false]);
  });

  it.each([
    ["author", 5, "s5_author"],
    ["owner", 5, "s5_line_responsible"],
    ["planner", 5, "s4_plan_author"],
    ["granter", 10, "allowed"],
    ["granter", 10.1, "s5_same_person"],
    ["other", 50, "allowed"],
  ])("S4 and S5: %s at %s %% over is %s", (id, pct, expected) => {
    const over = {
      authorId: "author",
      lineResponsibleIds: ["owner"],
      planEnteredByIds: ["planner"],
      pct,
      grantedByIds: ["granter"],
    };
    expect(duties.whyNotGrant(id, over) ?? "allowed").toBe(expected);
  });
});

describe("roles as data", () => {
  const role = (code: string, grants: Record<string, string>) => ({ code, label: { ru: "Р" }, grants });

  it("refuse unknown rights and scopes, writes of an auditor, anything above a contractor's ceiling", () => {
    expect(roleProblems(role("x", { "request.read": "type:payment,hr" }))).toEqual([]);
    expect(roleProblems(role("x", { "moon.fly": "all", "task.read": "everywhere" }))).toEqual([
      "role_permission_unknown",
      "role_scope_unknown",
    ]);
    expect(roleProblems(role("auditor", { "invoice.manage": "all" }))).toEqual(["auditor_reads_only"]);
    expect(roleProblems(role("contractor", { "export.run": "visible" }))).toEqual(["contractor_ceiling"]);
    expect(() => parseRoles({ base: { grants: {} }, roles: [role("x", { "moon.fly": "all" })] })).toThrow(
      /role_permission_unknown/u,
    );
    expect(() => parseRoles({ roles: [] })).toThrow(/shape/u);
  });

  it("unite over roles; an outsider has no base rights", () => {
    const book = parseRoles({
      base: { grants: { "request.read": "own" } },
      roles: [role("a", { "task.read": "all" }), role("b", { "invoice.read": "all" })],
    });
    const held = [
      { code: "a", branchId: "ALA" },
      { code: "b", branchId: null },
    ];
    expect(effectiveGrants(book, held, false).map((one) => `${one.permission} ${one.branchId}`)).toEqual([
      "request.read null",
      "task.read ALA",
      "invoice.read null",
    ]);
    const outside = effectiveGrants(book, held, true);
    expect(new Set(outside.map((one) => one.permission))).toEqual(new Set(CONTRACTOR_CEILING));
    expect(effectiveGrants(book, [], true).map((one) => `${one.permission} ${one.scope}`)).toEqual([
      "task.read assigned",
      "task.work assigned",
      "comment.create shared",
      "file.add shared",
    ]);
  });

  it("of base leave an auditor a voice on own records alone", () => {
    const book = parseRoles({ base: { grants: { "comment.create": "visible", "task.work": "assigned" } }, roles: [] });
    const scopes = (code: string) => effectiveGrants(book, [{ code, branchId: null }], false).map((one) => one.scope);
    expect(scopes("head")).toEqual(["visible", "assigned"]);
    expect(scopes("auditor")).toEqual(["own", "assigned"]);
  });
});
