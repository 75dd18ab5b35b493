import { addDays } from "@tartip/domain/kernel/calendar";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { present } from "../../../../test/kit/present.ts";
import { dayOf } from "../../../platform/clock.ts";
import { orgToday } from "../../access/questions.ts";

type Who = { id: string };

const DAY_MS = 24 * 3_600_000;

let test: TestApp;
let admin: Who;
let second: Who;
let hr: Who;
let cfo: Who;
let stand: Who;
let executor: Who;

beforeAll(async () => {
  test = await startTestApp();
  admin = await addPerson(test.app, "Admin", ["admin"]);
  second = await addPerson(test.app, "Second", ["ceo"]);
  hr = await addPerson(test.app, "Hr", ["hr"]);
  cfo = await addPerson(test.app, "Cfo", ["cfo"]);
  stand = await addPerson(test.app, "Stand", ["accountant"]);
  executor = await addPerson(test.app, "Executor", ["executor"]);
  // Everybody has held their role for more than a day.
  test.clock.advance(2 * DAY_MS);
});
/** Each test on days of its own. */
beforeEach(() => {
  test.clock.advance(10 * DAY_MS);
});
afterAll(() => test.stop());

const days = () => {
  const today = dayOf(test.clock.now());
  return { fromDate: today, toDate: addDays(today, 3) };
};
const name = async (by: Who, principal: Who) => {
  const body = { principalId: principal.id, substituteId: stand.id, ...days() };
  const made = await test.api.as(by).post("/substitutions", body);
  expect(made.status, made.text).toBe(201);
  return present(made.body.items.find((one) => one.principalId === principal.id && one.fromDate === body.fromDate));
};
const standsIn = async () => (await test.app.sessions.actors.fresh(stand.id))?.standsInFor.map(({ principalId }) => principalId);
const confirm = (by: Who, id: string) => test.api.as(by).post(`/substitutions/${id}/confirm`);
const told = async (who: Who) => (await test.api.as(who).get("/notices")).body.items.map(({ event }) => event);

it("gives nobody the vote of a guarded person until that person or a second one says so", async () => {
  const made = await name(hr, cfo);
  expect(made).toMatchObject({ awaitsWord: true, inForce: false, mayConfirm: false });
  expect(made.awaitedNames.length).toBeGreaterThan(1);
  expect(await standsIn()).toEqual([]);
  expect(await told(cfo)).toContain("own_substitution_to_confirm");
  expect(await told(second)).toContain("substitution_to_confirm");
  expect(await told(stand)).not.toContain("substitution_named");
  expect((await test.api.as(stand).get("/substitutions")).body.items).toEqual([]);
  for (const nobody of [hr, stand, executor]) expect((await confirm(nobody, made.id)).status).toBeGreaterThanOrEqual(403);
  expect(await standsIn()).toEqual([]);
  const seen = (await test.api.as(second).get(`/substitutions?personId=${cfo.id}`)).body.items;
  expect(seen.find(({ id }) => id === made.id)).toMatchObject({ mayConfirm: true, mayCancel: true });
  expect((await confirm(second, made.id)).status).toBe(200);
  expect(await standsIn()).toEqual([cfo.id]);
  expect(await told(stand)).toContain("substitution_named");
  // It waits for nobody's word any more: who only reads what waits no longer sees it.
  expect((await confirm(second, made.id)).status).toBe(404);
  expect((await confirm(cfo, made.id)).status).toBe(409);
});

it("is listed apart from other days for those who may say so", async () => {
  const waits = await name(hr, cfo);
  const plain = await name(hr, executor);
  const away = async (principal: Who) => {
    const made = await test.api.as(hr).post("/absences", { personId: principal.id, ...days() });
    expect(made.status, made.text).toBe(201);
    return present(made.body.items.find((one) => one.personId === principal.id)).id;
  };
  const [waitsAway, plainAway] = [await away(cfo), await away(executor)];
  for (const [list, one, other] of [
    ["substitutions", waits.id, plain.id],
    ["absences", waitsAway, plainAway],
  ] as const) {
    const seen = (await test.api.as(second).get(`/${list}?awaiting=true`)).body.items;
    expect(seen.map(({ id }) => id)).toContain(one);
    expect(seen.map(({ id }) => id)).not.toContain(other);
    expect(seen.every(({ awaitsWord, mayConfirm }) => awaitsWord && mayConfirm)).toBe(true);
    expect((await test.api.as(executor).get(`/${list}?awaiting=true`)).body.items).toEqual([]);
    expect((await test.api.as(second).post(`/${list}/${one}/cancel`)).status).toBe(200);
  }
});

it("counts by the person's own word, and not by that of the administrator who arranged it", async () => {
  const made = await name(admin, cfo);
  expect((await confirm(admin, made.id)).problem.code).toBe("segregation");
  expect((await confirm(cfo, made.id)).status).toBe(200);
  expect(await standsIn()).toEqual([cfo.id]);
});

it("is refused by a second person, and tells the one named of nothing", async () => {
  const before = (await told(stand)).length;
  const made = await name(hr, cfo);
  expect((await test.api.as(second).post(`/substitutions/${made.id}/cancel`)).status).toBe(200);
  expect(await told(stand)).toHaveLength(before);
  expect((await confirm(cfo, made.id)).status).toBe(409);
});

it("counts at once where the person arranges it themself, or holds no guarded role and is told", async () => {
  const own = await test.api.as(cfo).post("/substitutions", { substituteId: stand.id, ...days() });
  expect(own.body.items).toContainEqual(expect.objectContaining({ awaitsWord: false, inForce: true }));
  expect(await name(hr, executor)).toMatchObject({ awaitsWord: false, inForce: true });
  expect(await told(executor)).toContain("substitution_arranged");
});

it("waits for a word as well where the person gets a guarded role after the days were arranged", async () => {
  await test.app.db
    .insertInto("settings")
    .values({ key: "setUpClosed", value: "true" })
    .onConflict((one) => one.column("key").doUpdateSet({ value: "true" }))
    .execute();
  const clerk = await addPerson(test.app, "Rising", ["executor"]);
  const made = await name(hr, clerk);
  expect(made).toMatchObject({ awaitsWord: false, inForce: true });
  expect(await standsIn()).toContain(clerk.id);
  const given = await test.api.as(admin).post(`/people/${clerk.id}/roles`, { roleCode: "treasurer" });
  expect(given.body, given.text).toMatchObject({ status: "pending" });
  const proposals = (await test.api.as(second).get("/role-proposals")).body.items;
  const { id } = present(proposals.find(({ personId }) => personId === clerk.id));
  expect((await test.api.as(second).post(`/role-proposals/${id}/confirm`)).status).toBe(200);
  expect(await standsIn()).not.toContain(clerk.id);
  expect(await told(clerk)).toContain("own_substitution_to_confirm");
  expect((await confirm(clerk, made.id)).status).toBe(200);
  expect(await standsIn()).toContain(clerk.id);
});

it("waits for a word for a head by the chart alone, and for days arranged before they became one", async () => {
  const chief = await addPerson(test.app, "Chart", ["executor"]);
  const early = await name(hr, chief);
  expect(early).toMatchObject({ awaitsWord: false, inForce: true });
  const { id } = await test.app.db.selectFrom("departments").select("id").where("code", "=", "FIN").executeTakeFirstOrThrow();
  const named = await test.api.as(admin).patch(`/organisation/departments/${id}`, { version: 1, headId: chief.id });
  expect(named.status, named.text).toBe(200);
  expect(await told(chief)).toContain("own_substitution_to_confirm");
  expect(await standsIn()).not.toContain(chief.id);
  expect((await test.api.as(hr).post(`/substitutions/${early.id}/cancel`)).status).toBe(200);
  expect(await name(hr, chief)).toMatchObject({ awaitsWord: true, inForce: false });
  const own = await test.api.as(chief).post("/substitutions", { substituteId: second.id, ...days() });
  expect(own.problem.fields).toMatchObject([{ field: "fromDate", code: "substitutionAwaitsWord" }]);
});

it("tells a person that another ended days of theirs", async () => {
  const made = await name(hr, executor);
  expect((await test.api.as(hr).post(`/substitutions/${made.id}/cancel`)).status).toBe(200);
  expect(await told(executor)).toContain("own_substitution_ended");
  const away = await test.api.as(cfo).post("/absences", days());
  const id = present(away.body.items.find(({ personId }) => personId === cfo.id)).id;
  expect((await test.api.as(hr).post(`/absences/${id}/cancel`)).status).toBe(200);
  expect(await told(cfo)).toContain("own_absence_ended");
});

it("keeps a guarded person at work until days away that another wrote down are confirmed", async () => {
  const made = await test.api.as(hr).post("/absences", { personId: cfo.id, ...days() });
  expect(made.status, made.text).toBe(201);
  const one = present(made.body.items.find(({ personId, fromDate }) => personId === cfo.id && fromDate === days().fromDate));
  expect(one).toMatchObject({ awaitsWord: true, mayConfirm: false });
  const absent = async () => (await orgToday(test.app)).people.find(({ id }) => id === cfo.id)?.absent;
  expect(await absent()).toBe(false);
  expect((await test.api.as(executor).get(`/absences?personId=${cfo.id}`)).body.items).toEqual([]);
  expect((await test.api.as(executor).post(`/absences/${one.id}/confirm`)).status).toBe(404);
  expect((await test.api.as(hr).post(`/absences/${one.id}/confirm`)).status).toBe(403);
  expect(await told(cfo)).toContain("own_absence_to_confirm");
  const own = await test.api.as(cfo).post("/absences", days());
  expect(own.problem.fields).toMatchObject([{ field: "fromDate", code: "absenceAwaitsWord" }]);
  expect((await test.api.as(cfo).post(`/absences/${one.id}/confirm`)).status).toBe(200);
  expect(await absent()).toBe(true);
  expect((await test.api.as(executor).get(`/absences?personId=${cfo.id}`)).body.items).toHaveLength(1);
});

it("is withdrawn by the one who arranged the days after they lost the right to, and by nobody else without it", async () => {
  const former = await addPerson(test.app, "Former", ["hr"]);
  const standing = await name(former, cfo);
  const made = await test.api.as(former).post("/absences", { personId: cfo.id, ...days() });
  const away = present(made.body.items.find((one) => one.personId === cfo.id && one.fromDate === days().fromDate));
  const held = present((await test.api.as(admin).get(`/people/${former.id}`)).body.roles?.[0]);
  expect((await test.api.as(admin).delete(`/people/${former.id}/roles/${held.id}`)).status).toBe(200);
  for (const [list, { id }] of [
    ["substitutions", standing],
    ["absences", away],
  ] as const) {
    const listed = async (who: Who) =>
      (await test.api.as(who).get(`/${list}?awaiting=true`)).body.items.filter((one) => one.id === id);
    expect(await listed(executor)).toEqual([]);
    expect((await test.api.as(executor).post(`/${list}/${id}/cancel`)).status).toBe(404);
    expect(await listed(former)).toMatchObject([{ mayCancel: true, mayConfirm: false }]);
    expect((await test.api.as(former).post(`/${list}/${id}/confirm`)).status).toBe(403);
    const withdrawn = await test.api.as(former).post(`/${list}/${id}/cancel`);
    expect(withdrawn.status, withdrawn.text).toBe(200);
    expect(await listed(second)).toEqual([]);
  }
});
