import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPerson } from "../../../test/kit/cast.ts";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { installReference } from "./install.ts";
import { currentType, rateOn, requestType, settings, workCalendar } from "./questions.ts";

let test: TestApp;
const ids = new Map<string, string>();
const as = (name: string) => test.api.as({ id: ids.get(name) ?? "" });

beforeAll(async () => {
  test = await startTestApp();
  ids.set("Director", (await addPerson(test.app, "Director", ["cfo"])).id);
  ids.set("Clerk", (await addPerson(test.app, "Clerk", ["executor"])).id);
  ids.set("Outsider", (await addPerson(test.app, "Outsider", ["contractor"], { external: true })).id);
});
afterAll(() => test.stop());

describe("a fresh database", () => {
  it("has everything supplied", async () => {
    const { body, status } = await as("Director").get("/reference");
    expect(status).toBe(200);
    expect(body.requestTypes.map((type) => type.code).toSorted()).toEqual([
      "contract",
      "hr",
      "it",
      "marketing",
      "payment",
      "purchase",
    ]);
    expect([body.costItems.length, body.documentKinds.length, body.roles.length]).toEqual([57, 24, 15]);
    expect(body.currencies[0]).toMatchObject({ code: "KZT", base: true, decimals: 2 });
    expect(body.settings).toMatchObject({ baseCurrency: "KZT", thresholds: { cfo: 500_000 }, workHours: { from: "09:00" } });
    expect(body.settings.fileExtensions).toContain("pdf");
    expect(body.priorities.at(-1)).toMatchObject({ code: "urgent", value: 4 });
  });

  it("keeps an administrator's edits when started again", async () => {
    const { db } = test.app;
    await db.updateTable("cost_items").set({ active: false }).where("code", "=", "03.01").execute();
    await db.updateTable("settings").set({ value: "7" }).where("key", "=", "autoCloseWorkDays").execute();
    await inTransaction(test.app, (tx) => installReference(tx, test.clock));
    expect((await settings(db)).autoCloseWorkDays).toBe(7);
    const items = await db.selectFrom("cost_items").select(["code", "active"]).execute();
    expect(items).toHaveLength(57);
    expect(items.find((item) => item.code === "03.01")?.active).toBe(false);
  });
});

describe("GET /reference", () => {
  it("answers 304 until anything changes, in whatever process", async () => {
    const first = await as("Clerk").get("/reference");
    const etag = String(first.headers["etag"]);
    const same = await as("Clerk").get("/reference", { headers: { "if-none-match": etag } });
    expect([same.status, same.text]).toEqual([304, ""]);
    await test.app.db.updateTable("currencies").set({ symbol: "US$" }).where("code", "=", "USD").execute();
    const changed = await as("Clerk").get("/reference", { headers: { "if-none-match": etag } });
    expect(changed.status).toBe(200);
    expect(changed.body.currencies.find((currency) => currency.code === "USD")?.symbol).toBe("US$");
  });

  it("hides restricted cost items from who does not see the whole budget", async () => {
    const codesOf = async (name: string) => (await as(name).get("/reference")).body.costItems.map((item) => item.code);
    expect(await codesOf("Director")).toContain("01.01");
    expect(await codesOf("Clerk")).not.toContain("01.01");
    expect(await codesOf("Clerk")).toContain("03.01");
  });

  it("gives outsiders no organisation and nobody an anonymous answer", async () => {
    const { body } = await as("Outsider").get("/reference");
    expect([body.branches, body.departments, body.costItems, body.requestTypes, body.settings.thresholds]).toEqual([
      [],
      [],
      [],
      [],
      {},
    ]);
    expect(body.currencies).not.toEqual([]);
    expect((await test.api.get("/reference")).status).toBe(401);
  });
});

describe("questions of other slices", () => {
  it("read a type as it was when a record was made", async () => {
    const { id, type, version } = await currentType(test.app.db, "payment");
    expect([version, type.prefix, type.steps.length > 0]).toEqual([1, "ОПЛ", true]);
    expect(await requestType(test.app.db, id)).toBe(type);
    await expect(currentType(test.app.db, "wizardry")).rejects.toThrow(/not found/);
  });

  it("take the latest rate up to the day", async () => {
    await test.app.db
      .insertInto("currency_rates")
      .values([
        { currency: "USD", on_date: "2026-11-01", rate_micro: 520_000_000 },
        { currency: "USD", on_date: "2026-11-10", rate_micro: 525_000_000 },
      ])
      .execute();
    expect(await rateOn(test.app.db, "USD", "2026-11-09")).toEqual({ rateMicro: 520_000_000, onDate: "2026-11-01" });
    expect(await rateOn(test.app.db, "USD", "2026-11-10")).toEqual({ rateMicro: 525_000_000, onDate: "2026-11-10" });
    expect(await rateOn(test.app.db, "KZT", "2026-11-10")).toEqual({ rateMicro: 1_000_000, onDate: "2026-11-10" });
    await expect(rateOn(test.app.db, "USD", "2026-10-31")).rejects.toThrow(/no rate of USD/);
  });

  it("know the company's days off", async () => {
    const calendar = await workCalendar(test.app.db);
    expect(calendar.holidays.has("2026-12-16")).toBe(true);
    expect(calendar.holidays.has("2026-08-31")).toBe(false);
    expect(calendar.spans).toEqual([
      [540, 780],
      [840, 1080],
    ]);
  });
});
