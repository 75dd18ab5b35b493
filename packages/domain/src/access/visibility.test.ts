import { describe, expect, it } from "vitest";
import { actor, record } from "../../test/crowd.ts";
import { covers } from "./grants.ts";
import { mayRead, readLevel, seesMoney, visibilityPlan } from "./visibility.ts";

const hrRequest = record({
  restricted: true,
  typeCode: "hr",
  subjectId: "subject",
  approverIds: ["approver"],
  taskAssigneeIds: ["itman"],
  watcherIds: ["watcher"],
  responsibleId: "hrman",
});

describe("reading", () => {
  it("shows a draft to its author alone", () => {
    const draft = record({ draft: true, watcherIds: ["w"] });
    expect(mayRead(actor("author"), draft)).toBe(true);
    for (const one of [actor("doer"), actor("w"), actor("x", ["ceo"]), actor("x", ["accountant"])])
      expect(mayRead(one, draft)).toBe(false);
  });

  it.each([
    ["author", "full"],
    ["subject", "full"],
    ["approver", "full"],
    ["itman", "shared"],
    ["watcher", "none"],
    ["hrman", "none"],
    ["stranger", "none"],
  ])("of an HR request gives %s the level %s", (id, level) => {
    expect(readLevel(actor(id), hrRequest)).toBe(level);
  });

  it("of an HR request is for the HR role, never for a wide one", () => {
    expect(readLevel(actor("x", ["hr"]), hrRequest)).toBe("full");
    for (const role of ["ceo", "cfo", "head", "coordinator", "accountant", "admin"])
      expect(mayRead(actor("x", [role]), hrRequest)).toBe(false);
    expect(
      covers(actor("x", ["coordinator"]), "request.coordinate", { departmentId: "sales", restricted: true, typeCode: "hr" }),
    ).toBe(false);
    expect(covers(actor("x", ["hr"]), "request.coordinate", { restricted: true, typeCode: "hr" })).toBe(true);
  });

  it("goes by department, those one heads and type, narrowed by the branch of the role", () => {
    const other = record({ departmentId: "legal", branchId: "AST" });
    expect(mayRead(actor("x", ["coordinator"]), other)).toBe(false);
    expect(mayRead(actor("x", ["coordinator"], { headsDepartmentIds: ["legal"] }), other)).toBe(true);
    expect(mayRead(actor("x", ["accountant"]), other)).toBe(true);
    expect(mayRead(actor("x", ["accountant"], { roleBranch: "ALA" }), other)).toBe(false);
    expect(mayRead(actor("x", ["accountant"]), record({ typeCode: "it" }))).toBe(false);
    expect(mayRead(actor("x", ["coordinator"], { departmentId: null }), record({ departmentId: null }))).toBe(false);
  });

  it("is given to the queue only while the record waits in it", () => {
    const member = actor("x", [], { queueIds: ["q"] });
    expect(mayRead(member, record({ queueId: "q" }))).toBe(true);
    expect(mayRead(member, record({ queueId: null }))).toBe(false);
  });

  it("follows the request to its tasks and invoices, and the record to its documents where amounts are seen", () => {
    const parent = record({ taskAssigneeIds: ["helper"] });
    expect(mayRead(actor("author"), record({ kind: "task", authorId: "x", responsibleId: "y", parents: [parent] }))).toBe(true);
    const invoice = record({ kind: "invoice", authorId: "x", responsibleId: null, parents: [parent] });
    expect(mayRead(actor("author"), invoice)).toBe(true);
    expect(mayRead(actor("helper"), invoice)).toBe(false);
    const contract = record({
      kind: "document",
      authorId: "x",
      responsibleId: null,
      documentGroup: "legal",
      departmentId: null,
      parents: [invoice],
    });
    expect(mayRead(actor("author"), contract)).toBe(true);
    expect(mayRead(actor("stranger"), contract)).toBe(false);
    expect(mayRead(actor("x2", ["accountant"]), { ...contract, parents: [] })).toBe(true);
  });

  it("is not given by naming a document: only who decides on what rests on it reads it", () => {
    const payment = record({ authorId: "author", responsibleId: "doer", approverIds: ["head"], watcherIds: ["watcher"] });
    const contract = record({ kind: "document", authorId: "x", responsibleId: null, departmentId: null, namedBy: [payment] });
    for (const who of ["author", "doer", "watcher"]) expect(mayRead(actor(who), contract), who).toBe(false);
    expect(mayRead(actor("x2", ["coordinator"]), contract)).toBe(false);
    expect(mayRead(actor("head"), contract)).toBe(true);
    expect(seesMoney(actor("head"), contract)).toBe(true);
    const own = record({ draft: true, authorId: "head" });
    expect(mayRead(actor("head"), { ...contract, namedBy: [own] })).toBe(false);
  });

  it("opens nothing behind an HR request to those who see only its shared fields", () => {
    const task = record({
      kind: "task",
      restricted: true,
      typeCode: "hr",
      authorId: "hrman",
      responsibleId: "someone",
      parents: [hrRequest],
    });
    expect(readLevel(actor("itman"), task)).toBe("none");
    expect(readLevel(actor("someone"), task)).toBe("full");
    expect(readLevel(actor("subject"), task)).toBe("full");
  });

  it("keeps a contractor to what names them, marked for outsiders, whatever the roles say", () => {
    const out = actor("out", ["contractor", "ceo"], { external: true });
    expect(mayRead(out, record())).toBe(false);
    expect(readLevel(out, record({ participantIds: ["out"] }))).toBe("shared");
    expect(readLevel(out, record({ kind: "task", responsibleId: "out" }))).toBe("shared");
    expect(mayRead(out, record({ authorId: "out", watcherIds: ["out"], approverIds: ["out"] }))).toBe(false);
    expect([covers(out, "request.read", {}), covers(out, "export.run", { visible: true })]).toEqual([false, false]);
  });

  it("is one list for pages and SQL", () => {
    const plan = visibilityPlan(actor("x", ["accountant"], { roleBranch: "ALA" }), "request");
    expect(plan).toContainEqual({
      by: "type",
      codes: ["payment", "purchase"],
      branchId: "ALA",
      money: true,
      restricted: "full",
      drafts: false,
    });
    expect(plan.filter((way) => way.drafts)).toEqual([
      { by: "relation", relation: "author", money: true, restricted: "full", drafts: true },
    ]);
  });
});

describe("amounts", () => {
  it.each([
    ["author", true],
    ["doer", true],
    ["approver", true],
    ["helper", false],
    ["watcher", false],
    ["participant", false],
  ])("are seen by %s: %s", (id, seen) => {
    const facts = record({
      approverIds: ["approver"],
      taskAssigneeIds: ["helper"],
      watcherIds: ["watcher"],
      participantIds: ["participant"],
    });
    expect([seesMoney(actor(id), facts), mayRead(actor(id), facts)]).toEqual([seen, true]);
  });

  it("are seen by the one who reads by a grant, not by the administrator or a contractor", () => {
    expect(seesMoney(actor("x", ["ceo"]), record())).toBe(true);
    expect(seesMoney(actor("x", ["treasurer"]), record({ kind: "invoice" }))).toBe(true);
    expect(seesMoney(actor("x", ["admin"]), record({ watcherIds: ["x"] }))).toBe(false);
    expect(seesMoney(actor("x", ["contractor"], { external: true }), record({ kind: "task", responsibleId: "x" }))).toBe(false);
  });
});

it("grants the over-limit decision of the director up to ten per cent", () => {
  expect(covers(actor("x", ["cfo"]), "overLimit.grant", { overLimitPct: 10 })).toBe(true);
  expect(covers(actor("x", ["cfo"]), "overLimit.grant", { overLimitPct: 10.01 })).toBe(false);
  expect(covers(actor("x", ["ceo"]), "overLimit.grant", { overLimitPct: 80 })).toBe(true);
  expect(covers(actor("x", ["hr"]), "people.update", { area: "itFields" })).toBe(false);
  expect(covers(actor("x", ["hr"]), "people.update", { area: "hrFields" })).toBe(true);
});
