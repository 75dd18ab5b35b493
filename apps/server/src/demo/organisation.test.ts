import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../test/kit/app.ts";
import { present } from "../../test/kit/present.ts";
import { loadOrg } from "../modules/access/questions.ts";
import { accountsOf } from "../modules/counterparties/questions.ts";
import { documentForBasis } from "../modules/documents/questions.ts";
import { rateOn, settings } from "../modules/reference/questions.ts";
import { shiftFor } from "./company.ts";
import { seedOrganisation, type Organisation } from "./organisation.ts";

let test: TestApp;
let made: Organisation;
const id = (map: ReadonlyMap<string, string>, code: string) => map.get(code) ?? "";

beforeAll(async () => {
  test = await startTestApp();
  made = await seedOrganisation(test.app);
});
afterAll(() => test.stop());

describe("dates", () => {
  it.each([
    ["2026-11-16T04:00:00Z", 0, "2026-01-12"],
    ["2026-10-31T19:30:00Z", 0, "2026-01-12"],
    ["2027-02-28T04:00:00Z", 3, "2026-04-12"],
    ["2026-08-01T04:00:00Z", -3, "2025-10-12"],
  ])("at %s move by %i months", (now, months, day) => {
    const shift = shiftFor(new Date(now));
    expect([shift.months, shift.day("2026-01-12")]).toEqual([months, day]);
    expect(shift.at("2026-01-12", "11:30").toISOString()).toBe(`${day}T06:30:00.000Z`);
  });
});

describe("the demonstration company", () => {
  it("has everybody in place and lets them in", async () => {
    expect([made.people.size, made.branches.size, made.departments.size, made.projects.size]).toEqual([42, 3, 8, 12]);
    const cast = (await test.api.get("/demo/people")).body;
    expect(cast.password).toBe("tartip-demo");
    expect(cast.people).toHaveLength(14);
    const { status } = await test.api.post("/session", { email: present(cast.people[0]).email, password: cast.password });
    expect(status).toBe(200);
    const cfo = (await test.api.as({ id: id(made.people, "E006") }).get("/me")).body;
    expect(cfo.roles.map((role) => role.code)).toEqual(["accountant", "cfo", "head"]);
  });

  it("gives the candidate rule heads, managers and the owner's stand-in", async () => {
    const org = await loadOrg(test.app.db, "2026-07-28");
    const cfo = org.people.find((person) => person.id === id(made.people, "E006"));
    expect(cfo).toMatchObject({ absent: true, managerId: id(made.people, "E001"), active: true });
    expect(org.substitutions).toMatchObject([
      { principalId: id(made.people, "E006"), substituteId: id(made.people, "E007"), declined: false },
    ]);
    expect(org.ownerStandInId).toBe(id(made.people, "E006"));
    expect(org.departments.find((one) => one.id === id(made.departments, "LEG"))?.headId).toBe(id(made.people, "E013"));
  });

  it("pays only to accounts that two people entered and confirmed", async () => {
    expect(made.counterparties.size).toBe(25);
    const accounts = (code: string) => accountsOf(test.app.db, id(made.counterparties, code));
    const [account] = await accounts("C001");
    expect(account).toMatchObject({
      enteredById: id(made.people, "E008"),
      confirmedById: id(made.people, "E007"),
      bankName: "АО «Kaspi Bank»",
    });
    expect((await accounts("C014")).filter(({ confirmed }) => confirmed)).toEqual([]);
    expect(await accounts("C025")).toMatchObject([{ currency: "RUB", confirmed: true }]);
  });

  it("has contracts with a real file each, the old ones over", async () => {
    expect(made.contracts.size).toBe(25);
    const contract = await documentForBasis(test.app.db, id(made.contracts, "D001"));
    expect(contract).toMatchObject({
      kindCode: "contract",
      isBasis: true,
      hasFile: true,
      status: "signed",
      validTo: "2026-12-31",
    });
    expect((await documentForBasis(test.app.db, id(made.contracts, "D016")))?.status).toBe("expired");
    const lawyer = test.api.as({ id: id(made.people, "E014") });
    const card = (await lawyer.get(`/documents/${id(made.contracts, "D001")}`)).body;
    expect(card.files).toMatchObject([{ mediaType: "application/pdf", fieldKey: "file", current: true }]);
    const file = await lawyer.get(`/files/${present(card.files[0]).id}/content`);
    expect(file.text.slice(0, 5)).toBe("%PDF-");
    expect((await test.auditTrail(card.id)).every((line) => line.via === "seed")).toBe(true);
  });

  it("has settings and rates", async () => {
    expect(await settings(test.app.db)).toMatchObject({
      setUpClosed: true,
      thresholds: { ceo: 5_000_000 },
      company: { bin: "180940980012" },
    });
    expect((await rateOn(test.app.db, "USD", "2026-11-16")).onDate).toBe("2026-11-01");
  });

  it("stays the same when started again", async () => {
    const again = await seedOrganisation(test.app);
    expect([...again.contracts]).toEqual([...made.contracts]);
    expect(again.shift.months).toBe(made.shift.months);
    const { count } = await test.app.db
      .selectFrom("documents")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    expect(count).toBe(25);
  });
});
