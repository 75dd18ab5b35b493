import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addPerson } from "../../../../test/kit/cast.ts";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { present } from "../../../../test/kit/present.ts";
import { loadActor, loadOrg, orgToday } from "../../access/questions.ts";
import { onActingChanged } from "../commands.ts";
import { catchUpWithMidnights, standingDay } from "./acting-changes.ts";

let test: TestApp;
const ids = new Map<string, string>();
const id = (name: string) => ids.get(name) ?? "";
const as = (name: string) => test.api.as({ id: id(name) });
let moved: string[] = [];
let takeBack: () => void;

// Today is Monday 2026-11-16.
const WEEK = { fromDate: "2026-11-16", toDate: "2026-11-20" };
const NEXT = { fromDate: "2026-11-23", toDate: "2026-11-27" };

beforeAll(async () => {
  test = await startTestApp();
  const cast: [string, string[]][] = [
    ["Chief", ["ceo"]],
    ["Deputy", ["head"]],
    ["Personnel", ["hr"]],
    ["Clerk", ["executor"]],
  ];
  for (const [name, roles] of cast) ids.set(name, (await addPerson(test.app, name, roles)).id);
  ids.set("Outsider", (await addPerson(test.app, "Outsider", ["contractor"], { external: true })).id);
  takeBack = onActingChanged({
    rows: async (_at, personId) => {
      if (personId !== null) moved.push(personId);
      return [];
    },
    follow: async () => {},
  });
});
beforeEach(() => {
  moved = [];
});
afterAll(() => {
  takeBack();
  return test.stop();
});

describe("a substitution", () => {
  it("that begins today gives the right to stand in at once", async () => {
    expect((await as("Deputy").get("/me")).body.standsInFor).toEqual([]);
    const body = { substituteId: id("Deputy"), ...WEEK, kinds: ["payment"], maxAmountMinor: 100_000_00, reason: "leave" };
    const { status, body: made } = await as("Chief").post("/substitutions", body);
    const rows = made.items;
    expect(status).toBe(201);
    expect(rows).toMatchObject([
      { principalName: "Chief Test", substituteName: "Deputy Test", inForce: true, mayCancel: true, mayDecline: false },
    ]);
    ids.set("standing", present(rows[0]).id);
    expect(moved).toEqual([id("Chief")]);
    expect((await test.auditTrail(present(rows[0]).id))[0]).toMatchObject({
      action: "substitution.created",
      after: { kinds: ["payment"] },
    });

    const actor = await loadActor(test.app.db, id("Deputy"), "2026-11-20");
    expect(actor?.standsInFor).toEqual([
      { principalId: id("Chief"), kinds: ["payment"], maxAmountMinor: 10_000_000, restricted: false },
    ]);
    expect((await loadActor(test.app.db, id("Deputy"), "2026-11-21"))?.standsInFor).toEqual([]);
    await expect
      .poll(async () => (await as("Deputy").get("/me")).body.standsInFor)
      .toMatchObject([{ person: { name: "Chief Test" }, until: "2026-11-20" }]);
    expect((await as("Chief").get("/me")).body.substitutedBy).toMatchObject([{ person: { id: id("Deputy") } }]);
  });

  it("refuses overlaps, oneself, outsiders, the past and days out of order", async () => {
    const refusal = async (name: string, body: object) => {
      const answer = await as(name).post("/substitutions", body);
      return [answer.status, answer.problem.fields?.[0]?.code];
    };
    expect(await refusal("Chief", { substituteId: id("Clerk"), fromDate: "2026-11-20", toDate: "2026-11-22" })).toEqual([
      400,
      "substitutionOverlaps",
    ]);
    expect(await refusal("Clerk", { substituteId: id("Clerk"), ...WEEK })).toEqual([400, "substituteSelf"]);
    expect(await refusal("Clerk", { substituteId: id("Outsider"), ...WEEK })).toEqual([400, "substituteUnfit"]);
    expect(await refusal("Clerk", { substituteId: id("Deputy"), fromDate: "2026-11-01", toDate: "2026-11-10" })).toEqual([
      400,
      "dueInPast",
    ]);
    expect(await refusal("Clerk", { substituteId: id("Deputy"), fromDate: "2026-11-20", toDate: "2026-11-17" })).toEqual([
      400,
      "endBeforeStart",
    ]);
    expect(await refusal("Clerk", { substituteId: id("Deputy"), fromDate: "soon", toDate: "2026-11-17" })).toEqual([
      400,
      "wrong_format",
    ]);
  });

  it("is arranged for another by personnel alone, and shown to whom it concerns", async () => {
    const body = { principalId: id("Chief"), substituteId: id("Clerk"), ...NEXT };
    expect((await as("Clerk").post("/substitutions", body)).status).toBe(403);
    expect((await as("Outsider").post("/substitutions", { ...body, principalId: id("Outsider") })).status).toBe(403);
    const own = await as("Personnel").post("/substitutions", { ...body, substituteId: id("Personnel") });
    expect([own.status, own.problem.code], own.text).toEqual([403, "segregation"]);
    const made = await as("Personnel").post("/substitutions", body);
    expect(made.status).toBe(201);
    const arranged = present(made.body.items.find((row) => row.fromDate === NEXT.fromDate));
    expect((await as("Chief").post(`/substitutions/${arranged.id}/confirm`)).status).toBe(200);
    expect(moved).toEqual([]);
    expect((await as("Clerk").get("/substitutions")).body.items).toHaveLength(1);
    expect((await as("Personnel").get("/substitutions")).body.items).toHaveLength(2);
    expect((await as("Outsider").get("/substitutions")).body.items).toEqual([]);
    ids.set("next", arranged.id);
  });

  it("may be declined by the substitute and ended by who arranged it", async () => {
    expect((await as("Outsider").post(`/substitutions/${id("next")}/decline`)).status).toBe(404);
    expect((await as("Chief").post(`/substitutions/${id("next")}/decline`)).status).toBe(403);
    expect((await as("Clerk").post(`/substitutions/${id("next")}/decline`)).body.items[0]).toMatchObject({
      declined: true,
      mayDecline: false,
    });
    expect((await as("Chief").get("/notices")).body.items).toContainEqual(
      expect.objectContaining({ event: "substitution_declined", why: "principal", record: null }),
    );
    expect((await as("Clerk").post(`/substitutions/${id("next")}/decline`)).status).toBe(409);
    expect((await loadOrg(test.app.db, NEXT.fromDate)).substitutions).toMatchObject([
      { substituteId: id("Clerk"), declined: true },
    ]);
    expect((await as("Chief").post(`/substitutions/${id("standing")}/cancel`)).status).toBe(200);
    expect(moved).toEqual([id("Chief")]);
    expect((await as("Chief").post(`/substitutions/${id("standing")}/cancel`)).status).toBe(409);
  });
});

describe("an absence", () => {
  it("removes a person from the candidates of its days", async () => {
    expect((await orgToday(test.app)).people.find((person) => person.id === id("Clerk"))?.absent).toBe(false);
    const { status, body } = await as("Clerk").post("/absences", { ...WEEK, reason: "ill" });
    expect(status).toBe(201);
    expect(body.items).toMatchObject([{ reason: "ill", mayCancel: true }]);
    expect(moved).toEqual([id("Clerk")]);
    await expect
      .poll(async () => (await orgToday(test.app)).people.find((person) => person.id === id("Clerk"))?.absent)
      .toBe(true);
    expect((await as("Chief").get("/people?q=Clerk")).body.items[0]?.awayUntil).toBe("2026-11-20");
    const [overlap] = (await as("Clerk").post("/absences", WEEK)).problem.fields;
    expect(overlap).toMatchObject({ code: "absenceOverlaps", detail: "На 16.11.2026 – 20.11.2026 отсутствие уже записано" });
    expect((await test.auditTrail(present(body.items[0]).id))[0]).toMatchObject({ action: "absence.created" });
  });

  it("shows its reason to the person and to personnel alone", async () => {
    expect((await as("Chief").get("/absences")).body.items[0]).not.toHaveProperty("reason");
    expect((await as("Personnel").get("/absences")).body.items[0]?.reason).toBe("ill");
    expect((await as("Outsider").get("/absences")).body.items).toEqual([]);
    expect((await as("Chief").post("/absences", { personId: id("Clerk"), ...NEXT })).status).toBe(403);
  });

  it("can be taken back", async () => {
    const [row] = (await as("Clerk").get("/absences")).body.items;
    expect((await as("Chief").post(`/absences/${present(row).id}/cancel`)).status).toBe(404);
    expect((await as("Clerk").post(`/absences/${present(row).id}/cancel`)).body.items).toEqual([]);
    expect((await as("Clerk").post(`/absences/${present(row).id}/cancel`)).status).toBe(409);
  });
});

describe("company midnight", () => {
  it("lets open work move over when days begin and when they end", async () => {
    const made = await as("Personnel").post("/absences", { personId: id("Deputy"), ...NEXT });
    const away = present(made.body.items.find(({ personId }) => personId === id("Deputy")));
    expect((await as("Deputy").post(`/absences/${away.id}/confirm`)).status).toBe(200);
    moved = [];
    await standingDay.job.run(test.app, {});
    expect(moved).toEqual([]);
    test.clock.set("2026-11-22T19:00:00Z");
    await standingDay.job.run(test.app, {});
    expect(moved.toSorted()).toEqual([id("Chief"), id("Deputy")].toSorted());
    moved = [];
    test.clock.set("2026-11-27T19:00:00Z");
    await standingDay.job.run(test.app, {});
    expect(moved).toContain(id("Deputy"));
  });

  it("that nobody worked at is made up for at the next start", async () => {
    moved = [];
    test.clock.set("2026-12-02T04:00:00Z");
    await standingDay.job.run(test.app, {});
    expect(moved).toEqual([]);
    await catchUpWithMidnights(test.app);
    expect(moved).toContain(id("Deputy"));
  });
});
