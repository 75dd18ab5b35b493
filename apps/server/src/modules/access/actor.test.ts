import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPerson } from "../../../test/kit/cast.ts";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { loadActor } from "./actor.ts";
import { queueFor } from "./queues.ts";

const TODAY = "2026-11-16";
let test: TestApp;
const ids = new Map<string, string>();
const id = (name: string) => ids.get(name) ?? "";
const actor = (name: string) => loadActor(test.app.db, id(name), TODAY);

const queue = (roleCode: string, departmentId: string | null, branchId: string | null) =>
  inTransaction(test.app, (tx) => queueFor(tx, { roleCode, departmentId, branchId }));

async function idBy(table: "branches" | "departments", code: string): Promise<string> {
  return (await test.app.db.selectFrom(table).select("id").where("code", "=", code).executeTakeFirstOrThrow()).id;
}

beforeAll(async () => {
  test = await startTestApp();
  ids.set("Here", (await addPerson(test.app, "Here", ["lawyer"])).id);
  ids.set("There", (await addPerson(test.app, "There", ["lawyer"], { branch: "AST", department: "LEG" })).id);
  ids.set("Outsider", (await addPerson(test.app, "Outsider", ["accountant"], { external: true })).id);
  ids.set("Plain", (await addPerson(test.app, "Plain", [])).id);
});
afterAll(() => test.stop());

describe("an actor", () => {
  it("has the base rights and those of every role", async () => {
    const permissions = (await actor("Here"))?.grants.map((grant) => grant.permission) ?? [];
    expect(permissions).toContain("request.create");
    expect(permissions).toContain("document.manage");
    expect((await actor("Plain"))?.grants.map((grant) => grant.permission)).not.toContain("document.manage");
  });

  it("from outside has the ceiling alone, whatever the roles", async () => {
    const outsider = await actor("Outsider");
    expect(outsider).toMatchObject({ external: true, queueIds: [] });
    expect(outsider?.grants.map(({ permission, scope }) => `${permission} ${scope}`)).toEqual([
      "task.read assigned",
      "task.work assigned",
      "comment.create shared",
      "file.add shared",
    ]);
  });

  it("does not exist when switched off or unknown", async () => {
    await test.app.db.updateTable("people").set({ active: false }).where("id", "=", id("Plain")).execute();
    expect(await actor("Plain")).toBeNull();
    expect(await loadActor(test.app.db, "00000000-0000-0000-0000-000000000000", TODAY)).toBeNull();
  });

  it("heads a department with everything below it", async () => {
    const top = await idBy("departments", "FIN");
    const below = await idBy("departments", "LEG");
    await test.app.db.updateTable("departments").set({ parent_id: top }).where("id", "=", below).execute();
    await test.app.db
      .updateTable("departments")
      .set({ head_id: id("Here") })
      .where("id", "=", top)
      .execute();
    expect((await actor("Here"))?.headsDepartmentIds.toSorted()).toEqual([top, below].toSorted());
  });
});

describe("queues", () => {
  it("are made once per role and scope", async () => {
    const [one, twin] = await Promise.all([queue("lawyer", null, null), queue("lawyer", null, null)]);
    expect(one).toBe(twin);
    expect(await queue("lawyer", null, await idBy("branches", "AST"))).not.toBe(one);
  });

  it("are joined by role, department and branch", async () => {
    const all = await queue("lawyer", null, null);
    const branch = await queue("lawyer", null, await idBy("branches", "AST"));
    const department = await queue("lawyer", await idBy("departments", "LEG"), null);
    expect((await actor("Here"))?.queueIds).toEqual([all]);
    expect((await actor("There"))?.queueIds.toSorted()).toEqual([all, branch, department].toSorted());
  });

  it("follow the branch a role is limited to", async () => {
    const astana = await idBy("branches", "AST");
    await test.app.db.updateTable("person_roles").set({ branch_id: astana }).where("person_id", "=", id("Here")).execute();
    expect((await actor("Here"))?.queueIds).toContain(await queue("lawyer", null, astana));
    expect((await actor("Here"))?.grants.find((grant) => grant.permission === "document.manage")?.branchId).toBe(astana);
  });

  it("make their members' rights be read again when they are new", async () => {
    const member = test.api.as({ id: id("There") });
    expect((await member.get("/me")).status).toBe(200);
    const fresh = await queue("lawyer", await idBy("departments", "LEG"), await idBy("branches", "AST"));
    const session = await test.app.db
      .selectFrom("sessions")
      .select("id")
      .where("person_id", "=", id("There"))
      .executeTakeFirstOrThrow();
    await expect.poll(async () => (await test.app.sessions.actors.ofSession(session.id, id("There")))?.queueIds).toContain(fresh);
  });
});
