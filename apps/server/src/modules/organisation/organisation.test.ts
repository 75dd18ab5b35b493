import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reply } from "../../../test/kit/api.ts";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson, type CastOptions } from "../../../test/kit/cast.ts";

let test: TestApp;
const ids = new Map<string, string>();
const id = (name: string) => ids.get(name) ?? "";
const as = (name: string) => test.api.as({ id: id(name) });

const label = (ru: string) => ({ ru, kk: `${ru} kk`, en: `${ru} en` });
const branch = (code: string, rest: object = {}) => ({ code, name: label(`Филиал ${code}`), city: label("Город"), ...rest });

type List = "branches" | "departments" | "projects" | "cost-items";

/** Adds a row as the administrator and remembers it by its code. */
async function made(path: List, body: { code: string } & Record<string, unknown>): Promise<string> {
  const reply = await as("Admin").post(`/organisation/${path}`, body);
  expect(reply.status, reply.text).toBe(201);
  ids.set(body.code, reply.body.id);
  return reply.body.id;
}

/** Changes a row as it stands now. */
async function change(path: List, rowId: string, patch: object) {
  const key = path === "cost-items" ? "costItems" : path;
  const rows: { id: string; version: number }[] = (await as("Admin").get("/organisation")).body[key];
  const version = rows.find((row) => row.id === rowId)?.version;
  return as("Admin").patch(`/organisation/${path}/${rowId}`, { version, ...patch });
}

async function person(name: string, roles: string[], options: CastOptions = {}): Promise<void> {
  ids.set(name, (await addPerson(test.app, name, roles, options)).id);
}

beforeAll(async () => {
  test = await startTestApp();
  await person("Admin", ["admin"]);
  await person("Chief", ["ceo"]);
  await person("Clerk", ["executor"]);
  await person("Lawyer", ["lawyer"]);
  await person("Outsider", ["contractor"], { external: true });
});
afterAll(() => test.stop());

describe("rights", () => {
  it("show the lists to those who set the company up, and to nobody else", async () => {
    expect((await as("Admin").get("/organisation")).body).toMatchObject({ branches: [{ code: "ALA", version: 1 }] });
    for (const name of ["Chief", "Clerk", "Outsider"]) expect((await as(name).get("/organisation")).status, name).toBe(404);
    expect((await test.api.get("/organisation")).status).toBe(401);
  });

  it("let nobody else change them", async () => {
    const known = await made("branches", branch("PVL"));
    for (const name of ["Chief", "Clerk", "Outsider"]) {
      expect((await as(name).post("/organisation/branches", branch("X"))).status, name).toBe(403);
      expect((await as(name).patch(`/organisation/branches/${known}`, { version: 1, active: false })).status, name).toBe(403);
    }
  });
});

describe("branches", () => {
  it("are added, seen by everybody at once and written down", async () => {
    const before = (await as("Clerk").get("/reference")).headers["etag"];
    const rowId = await made("branches", branch("SHY", { headId: id("Clerk"), bin: "180940980012" }));
    const { body } = await as("Clerk").get("/reference", { headers: { "if-none-match": String(before) } });
    expect(body.branches.at(-1)).toMatchObject({ code: "SHY", headId: id("Clerk"), active: true });
    expect(await test.auditTrail(rowId)).toMatchObject([
      { action: "branch.created", actorId: id("Admin"), after: { code: "SHY", bin: "180940980012", headId: id("Clerk") } },
    ]);
    expect((await as("Clerk").get(`/people/${id("Clerk")}`)).body.heads.branchIds).toEqual([rowId]);
  });

  it("are refused with the field that is wrong", async () => {
    const wrong = async (body: object) => {
      const reply = await as("Admin").post("/organisation/branches", body);
      expect(reply.status, reply.text).toBe(400);
      return reply.problem.fields.map((one) => `${one.field} ${one.code}`);
    };
    await made("branches", branch("TRZ"));
    expect(await wrong(branch("trz"))).toEqual(["code taken", "name.ru taken"]);
    expect(await wrong({ ...branch("TR2"), name: label(" филиал trz ") })).toEqual(["name.ru taken"]);
    expect(await wrong(branch("KST", { bin: "180940980013" }))).toEqual(["bin binCheckDigit"]);
    expect(await wrong(branch("KST", { headId: id("Outsider") }))).toEqual(["headId personUnfit"]);
    expect(await wrong(branch("K ST"))).toEqual(["code wrong_format"]);
    expect(await wrong({ ...branch("KST"), name: { ru: "К", kk: "К" } })).toEqual(["name.en required"]);
  });

  it("are not changed by two people at once", async () => {
    const rowId = await made("branches", branch("ATY"));
    const twice = await Promise.all(
      ["Первый", "Второй"].map((name) => as("Admin").patch(`/organisation/branches/${rowId}`, { version: 1, name: label(name) })),
    );
    expect(twice.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(twice.find((reply) => reply.status === 200)?.body.version).toBe(2);
    expect(twice.find((reply) => reply.status === 409)?.body.code).toBe("stale_version");
  });

  it("retire when nobody is left in them, stay on old records and return", async () => {
    const rowId = await made("branches", branch("ORL"));
    await person("Local", ["executor"], { branch: "ORL" });
    await made("projects", { code: "ORL-1", name: "Стройка", branchId: rowId });
    const held = await change("branches", rowId, { active: false });
    expect(held).toMatchObject({ status: 422 });
    expect(held.problem.blockers).toMatchObject([
      { code: "people_work_here", params: { count: 1 }, text: expect.stringContaining("1") },
      { code: "projects_here", params: { count: 1 } },
    ]);
    await test.app.db.updateTable("people").set({ branch_id: null }).where("id", "=", id("Local")).execute();
    expect((await change("projects", id("ORL-1"), { active: false })).body).toMatchObject({ active: false });
    expect((await change("branches", rowId, { active: false })).body).toMatchObject({ active: false });
    const { version } = (await as("Admin").get(`/people/${id("Local")}`)).body;
    expect((await as("Admin").patch(`/people/${id("Local")}`, { version, branchId: rowId })).problem.fields).toMatchObject([
      { field: "branchId", code: "unknownReference" },
    ]);
    const names = (await as("Clerk").get("/reference")).body.branches;
    expect(names.find((one) => one.id === rowId)).toMatchObject({ code: "ORL", active: false });
    // A project of a retired branch does not come back before it.
    expect((await change("projects", id("ORL-1"), { active: true })).problem.fields).toMatchObject([
      { field: "branchId", code: "unknownReference" },
    ]);
    const same = await as("Admin").post("/organisation/branches", branch("ORL"));
    expect(same.problem.fields).toMatchObject([{ code: "takenByRetired" }, { code: "takenByRetired" }]);
    expect((await change("branches", rowId, { active: true })).body).toMatchObject({ active: true });
    const actions = (await test.auditTrail(rowId)).map((line) => line.action);
    expect(actions).toEqual(["branch.created", "branch.retired", "branch.returned"]);
  });
});

describe("departments", () => {
  it("form a tree without a circle", async () => {
    const top = await made("departments", { code: "TOP", name: label("Верх") });
    const middle = await made("departments", { code: "MID", name: label("Середина"), parentId: top });
    const low = await made("departments", { code: "LOW", name: label("Низ"), parentId: middle });
    const circle = await change("departments", top, { parentId: low });
    expect(circle.problem.fields).toMatchObject([
      { field: "parentId", code: "departmentCircle", detail: expect.stringMatching(/круг/) },
    ]);
    expect((await change("departments", top, { parentId: top })).problem.fields).toMatchObject([{ code: "departmentCircle" }]);
    expect((await change("departments", low, { parentId: top })).status).toBe(200);
    expect((await change("departments", top, { active: false })).problem.blockers).toMatchObject([
      { code: "departments_below", params: { count: 2 } },
    ]);
    // One name may stand in two parts of the company, not twice in one.
    await made("departments", { code: "LOW2", name: label("Низ"), parentId: middle });
    const namesake = { code: "LOW3", name: label("Низ"), parentId: middle };
    expect((await as("Admin").post("/organisation/departments", namesake)).problem.fields).toMatchObject([{ field: "name.ru" }]);
  });

  it("of two changes that would make a circle together one is refused", async () => {
    const left = await made("departments", { code: "LEFT", name: label("Левый") });
    const right = await made("departments", { code: "RIGHT", name: label("Правый") });
    const replies = await Promise.all([
      as("Admin").patch(`/organisation/departments/${left}`, { version: 1, parentId: right }),
      as("Admin").patch(`/organisation/departments/${right}`, { version: 1, parentId: left }),
    ]);
    expect(replies.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([200, 400]);
  });

  it("give a new head the rights of the place at once", async () => {
    const rowId = await made("departments", { code: "LAB", name: label("Лаборатория"), headId: id("Chief") });
    await made("departments", { code: "LAB-1", name: label("Анализы"), parentId: rowId });
    const heads = async (name: string) => (await as(name).get(`/people/${id(name)}`)).body.heads.departmentIds;
    expect(await heads("Chief")).toContain(rowId);
    expect((await change("departments", rowId, { headId: id("Clerk") })).body).toMatchObject({ personName: "Clerk Test" });
    expect([await heads("Chief"), await heads("Clerk")]).toEqual([[], [rowId]]);
    expect((await test.auditTrail(rowId)).at(-1)).toMatchObject({
      action: "department.changed",
      before: { headId: id("Chief") },
      after: { headId: id("Clerk") },
    });
  });
});

describe("projects and cost items", () => {
  it("a project keeps its days in order and closes", async () => {
    const backwards = { code: "P01", name: "Ремонт", fromDate: "2026-12-01", toDate: "2026-11-01" };
    expect((await as("Admin").post("/organisation/projects", backwards)).problem.fields).toMatchObject([
      { field: "toDate", code: "endBeforeStart" },
    ]);
    const rowId = await made("projects", { ...backwards, fromDate: "2026-11-01", toDate: "2026-12-01", ownerId: id("Clerk") });
    expect((await change("projects", rowId, { active: false })).status).toBe(200);
    const { projects } = (await as("Clerk").get("/reference")).body;
    expect(projects.find((one) => one.id === rowId)).toMatchObject({ status: "closed", toDate: "2026-12-01" });
  });

  it("an item stands in a group, and never becomes one", async () => {
    const group = await made("cost-items", { code: "90", name: label("Автопарк"), kind: "group" });
    const item = { code: "90.01", name: label("Шины"), kind: "opex", knp: "710" };
    const post = (body: object) => as("Admin").post("/organisation/cost-items", body);
    expect((await post(item)).problem.fields).toMatchObject([{ field: "parentId", code: "requiredChoice" }]);
    expect((await post({ ...item, parentId: group, knp: "000" })).problem.fields).toMatchObject([
      { field: "knp", code: "knpUnknown" },
    ]);
    expect((await post({ ...item, kind: "group", parentId: group })).problem.fields).toMatchObject([{ code: "groupInGroup" }]);
    const rowId = await made("cost-items", { ...item, parentId: group });
    expect((await change("cost-items", rowId, { kind: "group" })).problem.fields).toMatchObject([
      { field: "kind", code: "costItemKindFixed" },
      { code: "groupInGroup" },
    ]);
    expect((await change("cost-items", rowId, { kind: "capex", restricted: true })).body).toMatchObject({ kind: "capex" });
    expect((await change("cost-items", group, { active: false })).problem.blockers).toMatchObject([{ code: "items_below" }]);
    const seen = (await as("Clerk").get("/reference")).body.costItems.map((one) => one.code);
    expect([seen.includes("90"), seen.includes("90.01")]).toEqual([true, false]);
  });

  it("what was retired is not accepted on a new card, and stays where it stood", async () => {
    const place = await made("branches", branch("GON"));
    const project = await made("projects", { code: "P-GON", name: "Уходящий" });
    const group = await made("cost-items", { code: "91", name: label("Уходящие"), kind: "group" });
    const item = await made("cost-items", { code: "91.01", name: label("Уходящая"), kind: "opex", knp: "710", parentId: group });
    const paper = {
      kindCode: "poa",
      docNumber: "1",
      docDate: "2026-11-01",
      title: "Доверенность",
      branchId: place,
      projectId: project,
    };
    const stood = await as("Lawyer").post("/documents", paper);
    expect(stood.status, stood.text).toBe(201);
    const firm = { name: "Уходящий поставщик", form: "foreign", resident: false, taxId: "123", defaultCostItemId: item };
    const partner = await as("Lawyer").post("/counterparties", firm);
    expect(partner.status, partner.text).toBe(201);
    for (const [list, id] of [
      ["projects", project],
      ["branches", place],
      ["cost-items", item],
    ] as const)
      expect((await change(list, id, { active: false })).status).toBe(200);

    const refused = ({ status, problem }: Reply) => [status, ...problem.fields.map(({ field, code }) => `${field} ${code}`)];
    const again = await as("Lawyer").post("/documents", paper);
    expect(refused(again)).toEqual([400, "branchId unknownReference", "projectId unknownReference"]);
    expect(again.problem.fields[0]?.detail).toMatch(/выберите из списка/);
    const { id, version } = stood.body;
    expect((await as("Lawyer").patch(`/documents/${id}`, { version, title: "Доверенность 2", branchId: place })).status).toBe(
      200,
    );
    const firm2 = { ...firm, name: "Другой поставщик", taxId: "124" };
    expect(refused(await as("Lawyer").post("/counterparties", firm2))).toEqual([400, "defaultCostItemId unknownReference"]);
    const kept = { version: partner.body.version ?? 1, phone: "+7 701 000 00 00", defaultCostItemId: item };
    expect((await as("Lawyer").patch(`/counterparties/${partner.body.id}`, kept)).status).toBe(200);
  });

  it("what was retired is not accepted in a new request", async () => {
    const closed = await made("projects", { code: "P-OLD", name: "Прошлый" });
    await change("projects", closed, { active: false });
    const reply = await as("Clerk").post("/requests", { type: "payment", values: { title: "Оплата", project: closed } });
    expect(reply.body.fields, reply.text).toMatchObject([{ field: "project", code: "unknownReference" }]);
  });
});
