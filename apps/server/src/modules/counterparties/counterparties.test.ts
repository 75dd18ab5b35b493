import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { present } from "../../../test/kit/present.ts";
import { accountsOf, counterpartyOf } from "./questions.ts";

let test: TestApp;
const ids = new Map<string, string>();
const as = (name: string) => test.api.as({ id: ids.get(name) ?? "" });

const COMPANY = { name: "ТОО «Пример»", form: "too", bin: "150340981013", vatPayer: true };
const ACCOUNT = { iban: "KZ34 722S 0000 9000 0001", bic: "caspkzka", currency: "KZT" };

beforeAll(async () => {
  test = await startTestApp();
  const cast: [string, string[]][] = [
    ["Accountant", ["accountant"]],
    ["Second", ["accountant"]],
    ["Lawyer", ["lawyer"]],
    ["Clerk", ["executor"]],
  ];
  for (const [name, roles] of cast) ids.set(name, (await addPerson(test.app, name, roles)).id);
  ids.set("Outsider", (await addPerson(test.app, "Outsider", ["contractor"], { external: true })).id);
  const { body } = await as("Lawyer").post("/counterparties", COMPANY);
  ids.set("Example", body.id);
});
afterAll(() => test.stop());

const card = () => `/counterparties/${ids.get("Example")}` as const;

describe("adding a counterparty", () => {
  it("numbers it, supplies the КБе and writes it down", async () => {
    const { body } = await as("Lawyer").get(card());
    expect(body).toMatchObject({
      number: "КА-2026-000001",
      kbe: "17",
      bin: "150340981013",
      status: "active",
      version: 1,
      accounts: [],
    });
    expect(body.actions).toEqual([{ action: "archive", allowed: true, needsReason: true, blockers: [] }]);
    expect((await test.auditTrail(ids.get("Example") ?? ""))[0]).toMatchObject({
      action: "counterparty.created",
      after: { name: COMPANY.name },
    });
  });

  it("names every broken requisite", async () => {
    const { status, problem } = await as("Lawyer").post("/counterparties", { ...COMPANY, bin: "150340981014", kbe: "27" });
    expect(status).toBe(400);
    expect(problem.fields.map((field) => [field.field, field.code])).toEqual([
      ["bin", "binCheckDigit"],
      ["kbe", "kbeOwnerResident"],
    ]);
    expect(
      (await as("Lawyer").post("/counterparties", { ...COMPANY, form: "ip", bin: "150340981013" })).problem.fields[0]?.code,
    ).toBe("iinIsBin");
    expect(
      (await as("Lawyer").post("/counterparties", { name: "Cloud Ltd", form: "foreign", resident: false })).problem.fields[0],
    ).toMatchObject({
      field: "taxId",
      code: "required",
    });
  });

  it("leads to the one that has the BIN already", async () => {
    const { problem } = await as("Accountant").post("/counterparties", { ...COMPANY, bin: "1503-4098 1013" });
    expect(problem.fields[0]).toMatchObject({
      field: "bin",
      code: "counterpartyTaken",
      params: { id: ids.get("Example"), number: "КА-2026-000001" },
    });
  });

  it("is for who manages them", async () => {
    const other = { ...COMPANY, bin: "211140982020" };
    expect((await as("Clerk").post("/counterparties", other)).status).toBe(403);
    expect((await as("Outsider").post("/counterparties", other)).status).toBe(403);
  });
});

describe("reading", () => {
  it("shows an employee the name alone, an outsider nothing", async () => {
    const { body } = await as("Clerk").get(card());
    expect(Object.keys(body).toSorted()).toEqual(["actions", "id", "may", "name", "number", "status"]);
    expect((await as("Clerk").get("/counterparties?q=15034098")).body.items).toEqual([]);
    expect((await as("Clerk").get("/counterparties?q=пример")).body.items[0]).toEqual({
      id: ids.get("Example"),
      name: COMPANY.name,
      number: "КА-2026-000001",
      status: "active",
    });
    expect((await as("Outsider").get(card())).status).toBe(404);
    expect((await as("Outsider").get("/counterparties")).body.items).toEqual([]);
  });

  it("finds by the beginning of the BIN for who works with it", async () => {
    expect((await as("Lawyer").get("/counterparties?q=15034098")).body.items).toHaveLength(1);
    expect((await as("Lawyer").get("/counterparties?limit=0")).status).toBe(400);
  });
});

describe("changing", () => {
  it("takes the version seen and keeps before and after", async () => {
    const patched = await as("Accountant").patch(card(), { version: 1, phone: "+7 727 000 00 00" });
    expect(patched).toMatchObject({ status: 200, body: { phone: "+7 727 000 00 00", version: 2 } });
    expect((await as("Accountant").patch(card(), { version: 1, phone: null })).status).toBe(409);
    expect((await as("Clerk").patch(card(), { version: 2, phone: null })).status).toBe(403);
    expect((await as("Outsider").patch(card(), { version: 2, phone: null })).status).toBe(404);
    const line = (await test.auditTrail(ids.get("Example") ?? "")).at(-1);
    expect(line).toMatchObject({ action: "counterparty.updated", before: { phone: null }, after: { phone: "+7 727 000 00 00" } });
  });

  it("archives with a reason and restores", async () => {
    expect((await as("Lawyer").post(`${card()}/transitions`, { action: "archive", version: 2 })).status).toBe(400);
    const archived = await as("Lawyer").post(`${card()}/transitions`, { action: "archive", version: 2, reason: "closed" });
    expect(archived.body.status).toBe("archived");
    const restored = await as("Lawyer").post(`${card()}/transitions`, { action: "restore", version: archived.body.version });
    expect(restored.body.status).toBe("active");
  });
});

describe("accounts", () => {
  it("refuse a number and a bank that do not belong together", async () => {
    const wrong = await as("Accountant").post(`${card()}/accounts`, { ...ACCOUNT, bic: "HSBKKZKX" });
    expect(wrong.problem.fields[0]).toMatchObject({ field: "bic", code: "bicIbanMismatch" });
    const typo = await as("Accountant").post(`${card()}/accounts`, { ...ACCOUNT, iban: "KZ35722S000090000001" });
    expect(typo.problem.fields[0]).toMatchObject({ field: "iban", code: "ibanCheckDigits" });
    expect((await as("Clerk").post(`${card()}/accounts`, ACCOUNT)).status).toBe(403);
  });

  it("work only after a second person of finance confirms", async () => {
    const { body, status } = await as("Accountant").post(`${card()}/accounts`, ACCOUNT);
    expect(status).toBe(201);
    const account = present(body.accounts?.[0]);
    expect(account).toMatchObject({
      iban: "KZ34722S000090000001",
      bankName: "АО «Kaspi Bank»",
      confirmed: false,
      mayConfirm: false,
    });
    const id = ids.get("Example") ?? "";
    expect(await accountsOf(test.app.db, id)).toMatchObject([{ confirmed: false }]);
    const confirm = `${card()}/accounts/${account.id}/confirm` as const;
    expect(account.confirmers?.map((one) => one.name)).toEqual(["Second Test"]);
    const waiting = async (name: string) => (await as(name).get("/my-day")).body.waiting.map((row) => [row.id, row.reason]);
    expect(await waiting("Second")).toEqual([[id, "confirm_account"]]);
    expect(await waiting("Accountant")).toEqual([]);
    expect((await as("Second").get("/notices")).text).toContain("account_to_confirm");
    expect(await as("Accountant").post(confirm)).toMatchObject({ status: 403, body: { code: "segregation" } });
    expect((await as("Lawyer").post(confirm)).status).toBe(403);
    expect((await as("Second").get("/counterparties?unconfirmed=true")).body.items).toHaveLength(1);
    expect((await as("Second").post(confirm)).body.accounts?.[0]).toMatchObject({
      confirmed: true,
      confirmedBy: { name: "Second Test" },
    });
    expect((await as("Second").post(confirm)).status).toBe(409);
    expect(await waiting("Second")).toEqual([]);
    expect(await accountsOf(test.app.db, id)).toMatchObject([{ id: account.id, confirmed: true }]);
    expect((await test.auditTrail(id)).map((line) => line.action)).toContain("counterparty.account.confirmed");
  });

  it("show their whole number to finance alone", async () => {
    const seen = present((await as("Lawyer").get(card())).body.accounts?.[0]);
    expect(seen.ends).toBe("0001");
    expect(JSON.stringify(seen)).not.toContain("722S0000");
    const trail = JSON.stringify(await test.auditTrail(ids.get("Example") ?? ""));
    expect(trail).not.toContain("722S0000");
  });

  it("say to finance who else has the same number", async () => {
    const twin = { name: "ТОО «Двойник»", form: "too", bin: "200740981006", vatPayer: true };
    const { body } = await as("Accountant").post("/counterparties", twin);
    const mine = async (name: string, address: `/counterparties/${string}`) =>
      present((await as(name).get(address)).body.accounts?.[0]).alsoOf;
    expect(await mine("Accountant", card())).toEqual([]);
    const entered = await as("Accountant").post(`/counterparties/${body.id}/accounts`, ACCOUNT);
    expect(entered.status, entered.text).toBe(201);
    expect(await mine("Second", card())).toEqual([twin.name]);
    expect(await mine("Second", `/counterparties/${body.id}`)).toEqual([COMPANY.name]);
    expect(await mine("Lawyer", card())).toBeUndefined();
    const { id } = present((await as("Accountant").get(`/counterparties/${body.id}`)).body.accounts?.[0]);
    await as("Accountant").post(`/counterparties/${body.id}/accounts/${id}/retire`);
    expect(await mine("Accountant", card())).toEqual([]);
  });

  it("when replaced wait again for a second person", async () => {
    const id = ids.get("Example") ?? "";
    const [old] = await accountsOf(test.app.db, id);
    const changed = await as("Second").post(`${card()}/accounts`, {
      iban: "KZ07601A861099000011",
      bic: "HSBKKZKX",
      currency: "KZT",
      replacesId: old?.id,
    });
    expect(changed.body.accounts).toHaveLength(1);
    expect(await accountsOf(test.app.db, id)).toMatchObject([{ iban: "KZ07601A861099000011", confirmed: false }]);
  });

  it("are held to two people by the database itself", async () => {
    const { id } = await test.app.db
      .selectFrom("bank_accounts")
      .select("id")
      .where("retired_at", "is", null)
      .executeTakeFirstOrThrow();
    const alone = inTransaction(test.app, (tx) =>
      tx
        .updateTable("bank_accounts")
        .set((eb) => ({ confirmed_by: eb.ref("entered_by"), confirmed_at: new Date() }))
        .where("id", "=", id)
        .execute(),
    );
    await expect(alone).rejects.toThrow(/confirmed_by_a_second_person/);
  });
});

it("answers other slices without asking rights", async () => {
  expect(await counterpartyOf(test.app.db, ids.get("Example") ?? "")).toMatchObject({ name: COMPANY.name, kbe: "17" });
});
