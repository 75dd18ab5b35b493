import { describe, expect, it } from "vitest";
import roles from "../../data/roles.json" with { type: "json" };
import { isGuarded, parseRoles } from "./roles.ts";
import { mayConfirmRole, type Confirmer, type ProposedGrant } from "./second-person.ts";

const NOW = new Date("2026-11-16T06:00:00Z");
const confirmer = (id: string, roleCode: string, more: Partial<Confirmer> = {}): Confirmer => ({
  id,
  roleCodes: [roleCode],
  guardedSince: null,
  madeByIds: [],
  ...more,
});
const grant = (more: Partial<ProposedGrant> = {}): ProposedGrant => ({
  personId: "clerk",
  proposedById: "admin1",
  proposerMadeByIds: [],
  ...more,
});
const answer = (who: Confirmer, what = grant()) => {
  const decision = mayConfirmRole(who, what, NOW);
  return decision.allowed ? "allowed" : decision.rule;
};

describe("guarded roles", () => {
  it("are those that move money, confirm, or see all", () => {
    const guarded = parseRoles(roles).roles.filter(({ grants }) => isGuarded(grants));
    expect(guarded.map(({ code }) => code).toSorted()).toEqual(
      ["accountant", "admin", "auditor", "ceo", "cfo", "head", "hr", "treasurer"].toSorted(),
    );
  });

  it("are told by their rights, whatever they are called", () => {
    expect(isGuarded({ "bankAccount.confirm": "all" })).toBe(true);
    expect(isGuarded({ "payment.markPaid": "branch" })).toBe(true);
    expect(isGuarded({ "request.read": "all" })).toBe(true);
    expect(isGuarded({ "request.read": "department", "approval.vote": "assigned", "document.read": "all" })).toBe(false);
  });
});

describe("the second person", () => {
  it("is another administrator or the chief executive, and neither side of the grant", () => {
    expect(answer(confirmer("admin2", "admin"))).toBe("allowed");
    expect(answer(confirmer("chief", "ceo"))).toBe("allowed");
    expect(answer(confirmer("cfo", "cfo"))).toBe("s8_confirmer");
    expect(answer(confirmer("admin1", "admin"))).toBe("s8_second_person");
    expect(answer(confirmer("clerk", "ceo"))).toBe("s7_own_roles");
  });

  it("has an account that the proposer did not open, nor anybody who opened the proposer's", () => {
    expect(answer(confirmer("puppet", "ceo", { madeByIds: ["admin1"] }))).toBe("s8_one_hand");
    expect(answer(confirmer("puppet", "ceo", { madeByIds: ["between", "admin1"] }))).toBe("s8_one_hand");
    expect(answer(confirmer("maker", "ceo"), grant({ proposerMadeByIds: ["maker"] }))).toBe("s8_one_hand");
    const both = { madeByIds: ["behind"] };
    expect(answer(confirmer("puppet", "ceo", both), grant({ proposerMadeByIds: ["behind"] }))).toBe("s8_one_hand");
    expect(answer(confirmer("new", "ceo", { madeByIds: ["admin2"] }))).toBe("allowed");
  });

  it("has held their own guarded roles for a day, those of the set-up apart", () => {
    const since = (iso: string) => ({ guardedSince: new Date(iso) });
    expect(answer(confirmer("new", "ceo", since("2026-11-15T06:00:01Z")))).toBe("s8_first_day");
    expect(answer(confirmer("new", "ceo", since("2026-11-15T06:00:00Z")))).toBe("allowed");
    expect(answer(confirmer("old", "ceo", { guardedSince: null }))).toBe("allowed");
  });
});
