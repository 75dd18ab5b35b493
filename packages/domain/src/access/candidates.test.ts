import { describe, expect, it } from "vitest";
import { company, person, subject } from "../../test/company.ts";
import type { StepActor } from "./step-actor.ts";
import { resolveCandidates } from "./candidates.ts";
import type { CandidateSubject, Purpose } from "./candidates.ts";
import type { OrgSnapshot } from "./organisation.ts";

function who(by: StepActor, purpose: Purpose, changes: Partial<CandidateSubject> = {}, org: OrgSnapshot = company()) {
  const found = resolveCandidates(by, org, subject(changes), purpose);
  return {
    ...found,
    ids: found.candidates.map((one) => (one.onBehalfOfId ? `${one.personId} for ${one.onBehalfOfId}` : one.personId)),
    via: found.candidates[0]?.via.code,
  };
}

const HEAD: StepActor = { rule: "department_head" };

describe("a role", () => {
  it("is looked for in its scope first", () => {
    const found = who({ role: "coordinator", scope: "department", fallback: "accountant" }, "task");
    expect([found.ids, found.via]).toEqual([["author", "clerk"], "role_in_scope"]);
    expect(found.queue).toEqual({ roleCode: "coordinator", branchId: null, departmentId: "sales" });
    expect(found.fallbackUsed).toBe(false);
  });

  it("falls back to the other role, those of the record's branch first, then to the role anywhere", () => {
    const by: StepActor = { role: "coordinator", scope: "department", fallback: "accountant" };
    const org = company({ people: [person("acc1", ["accountant"], "cfo", { branchId: "AST", departmentId: "finance" })] });
    expect(who(by, "task", { departmentId: "legal" }, org)).toMatchObject({
      ids: ["acc2", "treasurer"],
      via: "role_fallback_branch",
      fallbackUsed: true,
    });
    expect(who(by, "task", { departmentId: "legal", branchId: "SHY" }, org)).toMatchObject({
      ids: ["acc1", "acc2", "treasurer"],
      via: "role_fallback",
    });
    expect(who({ role: "coordinator", scope: "department" }, "task", { departmentId: "legal" })).toMatchObject({
      via: "role_anywhere",
    });
  });

  it("limited to a branch counts for that branch's records alone", () => {
    const limited = person("acc1", [], "cfo", { roles: [{ code: "accountant", branchId: "AST" }] });
    const org = company({ people: [limited] });
    expect(who({ role: "accountant", scope: "branch" }, "approval", {}, org).ids).not.toContain("acc1");
    expect(who({ role: "accountant", scope: "branch" }, "approval", { branchId: "AST" }, org).ids).toEqual(["acc1"]);
  });

  it("goes up from the first person removed, and for work to the administrator at once", () => {
    const org = company({ people: [person("cfo", ["cfo"], "ceo", { active: false })] });
    expect(who({ role: "cfo" }, "approval", {}, org)).toMatchObject({ ids: ["ceo"], via: "manager_above", fallbackUsed: true });
    expect(who({ role: "cfo" }, "task", {}, org)).toMatchObject({ ids: [], escalated: true, queue: { roleCode: "admin" } });
    expect(who({ role: "nobody" }, "approval")).toMatchObject({ ids: [], escalated: true });
  });

  it("ends with the owner's stand-in at the top", () => {
    const barred = new Map([["ceo", "s1_author" as const]]);
    expect(who({ role: "ceo" }, "approval", { barred })).toMatchObject({ ids: ["cfo"], via: "owner_stand_in" });
  });

  it("bars holders of roles, the author and voters where the step says so", () => {
    const by: StepActor = { role: "accountant" };
    expect(who(by, "approval", { notHolding: ["treasurer", "cfo"] }).ids).toEqual(["acc1", "acc2"]);
    expect(
      who({ role: "treasurer", fallback: "accountant" }, "task", { notBy: ["author", "voters"], voterIds: ["treasurer", "acc1"] })
        .ids,
    ).toEqual(["acc2"]);
  });

  it("never asks outsiders to decide", () => {
    const org = company({ people: [person("out", ["lawyer"], null, { external: true })] });
    expect(who({ role: "lawyer" }, "approval", {}, org).ids).toEqual(["lawyer"]);
  });

  it("gives outsiders work, but none that they would not see or could not finish", () => {
    const org = company({ people: [person("out", ["lawyer"], null, { external: true })] });
    expect(who({ role: "lawyer" }, "task", {}, org).ids).toContain("out");
    for (const hard of [{ restricted: true }, { insidersOnly: true }])
      expect(who({ role: "lawyer" }, "task", hard, org).ids).toEqual(["lawyer"]);
  });

  it("offers work in a queue only where several may take it from there, and no outsider does", () => {
    const out = (id: string) => person(id, ["lawyer"], null, { external: true });
    const task = (...people: ReturnType<typeof person>[]) => {
      const { ids, queue } = who({ role: "lawyer" }, "task", {}, company({ people }));
      return { ids, queued: queue !== null };
    };
    const gone = person("lawyer", ["lawyer"], "ceo", { active: false });
    expect(task(gone, out("out1"), out("out2"))).toEqual({ ids: ["out1", "out2"], queued: false });
    expect(task(out("out1"), out("out2"))).toEqual({ ids: ["lawyer", "out1", "out2"], queued: false });
    const second = person("lawyer2", ["lawyer"], "ceo");
    expect(task(out("clerk"), second)).toEqual({ ids: ["lawyer", "lawyer2", "clerk"], queued: true });
    expect(task(second)).toEqual({ ids: ["lawyer", "lawyer2"], queued: true });
    expect(task(gone, out("out1"))).toEqual({ ids: ["out1"], queued: false });
  });

  it("keeps the author out of the queue while another member exists", () => {
    const by: StepActor = { role: "coordinator", scope: "department" };
    expect(who(by, "queue").ids).toEqual(["clerk"]);
    const alone = company({ people: [person("clerk", [], "head")] });
    expect(who(by, "queue", {}, alone).ids).toEqual(["author"]);
  });
});

describe("the department head", () => {
  it("is the head of the record's department, else of the one above, else who is above", () => {
    expect(who(HEAD, "approval")).toMatchObject({ ids: ["head"], via: "department_head" });
    expect(who(HEAD, "approval", { departmentId: "legal" }).ids).toEqual(["ceo"]);
    const own = who(HEAD, "approval", { authorId: "head", barred: new Map([["head", "s1_author" as const]]) });
    expect([own.ids, own.removed]).toEqual([["ceo"], [{ personId: "head", reason: "s1_author" }]]);
  });

  it("away without a substitute gives way to the manager", () => {
    const org = company({ people: [person("head", ["head"], "ceo", { absent: true })] });
    expect(who(HEAD, "approval", {}, org)).toMatchObject({ ids: ["ceo"], via: "manager_above" });
  });
});

describe("a substitute", () => {
  const away = (more: object): OrgSnapshot =>
    company({ substitutions: [{ principalId: "head", substituteId: "lawyer", ...more }] });

  it("acts for the principal", () => {
    expect(who(HEAD, "approval", {}, away({})).ids).toEqual(["lawyer for head"]);
  });

  it.each([
    ["declined", away({ declined: true }), {}],
    ["barred", away({}), { barred: new Map([["lawyer", "s1_changed" as const]]) }],
    ["voted already", away({}), { voterIds: ["lawyer"] }],
    [
      "away too: no cascade",
      company({
        substitutions: [
          { principalId: "head", substituteId: "lawyer" },
          { principalId: "lawyer", substituteId: "clerk" },
        ],
      }),
      {},
    ],
  ])("%s hands over to the principal's manager", (_why, org, changes) => {
    expect(who(HEAD, "approval", changes, org)).toMatchObject({ ids: ["ceo"], via: "substitutes_manager" });
  });

  it("acts within the limit, for the kinds named, and in HR only when ticked", () => {
    expect(who(HEAD, "approval", { amountBaseMinor: 101 }, away({ maxAmountMinor: 100 })).ids).toEqual(["head"]);
    expect(who(HEAD, "approval", { amountBaseMinor: 100 }, away({ maxAmountMinor: 100 })).ids).toEqual(["lawyer for head"]);
    expect(who(HEAD, "approval", {}, away({ kinds: ["contract"] })).ids).toEqual(["head"]);
    expect(who(HEAD, "approval", { restricted: true }, away({})).ids).toEqual(["head"]);
    expect(who(HEAD, "approval", { restricted: true }, away({ restricted: true })).ids).toEqual(["lawyer for head"]);
  });

  it("cannot vote for a principal who is barred", () => {
    expect(who(HEAD, "approval", { barred: new Map([["head", "s1_subject" as const]]) }, away({})).ids).toEqual(["ceo"]);
  });
});

describe("a person named by the record", () => {
  it("is that person, waits while away, and gives way to the fallback role when inactive or empty", () => {
    const by: StepActor = { field: "employee", fallback: "lawyer" };
    expect(who(by, "task", { people: { employee: "clerk" } })).toMatchObject({ ids: ["clerk"], via: "field_person" });
    const absent = company({ people: [person("clerk", [], "head", { absent: true })] });
    expect(who(by, "task", { people: { employee: "clerk" } }, absent).ids).toEqual(["clerk"]);
    const gone = company({ people: [person("clerk", [], "head", { active: false })] });
    expect(who(by, "task", { people: { employee: "clerk" } }, gone)).toMatchObject({ ids: ["lawyer"], fallbackUsed: true });
    expect(who(by, "task", { people: { employee: null } }).ids).toEqual(["lawyer"]);
  });

  it("of the same step as before is who did it, else that step's role", () => {
    const actors = { check: { role: "coordinator", scope: "department" as const } };
    expect(who({ samePersonAs: "check" }, "task", { actors, doneBy: { check: "clerk" } }).ids).toEqual(["clerk"]);
    expect(who({ samePersonAs: "check" }, "task", { actors, doneBy: {} }).ids).toEqual(["author", "clerk"]);
    expect(who({ rule: "author" }, "task").ids).toEqual(["author"]);
  });
});
