import { tinyPdf } from "../../../test/kit/pdf.ts";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPerson } from "../../../test/kit/cast.ts";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { present } from "../../../test/kit/present.ts";
import type { Context } from "../../platform/context.ts";
import { receiveFile } from "../../records/files/upload.ts";
import { documentDay } from "./jobs.ts";
import { documentForBasis } from "./questions.ts";

let test: TestApp;
const ids = new Map<string, string>();
const as = (name: string) => test.api.as({ id: ids.get(name) ?? "" });
const PDF = Buffer.from(tinyPdf());

const CONTRACT = {
  kindCode: "contract",
  docNumber: "12/26",
  docDate: "2026-01-12",
  subject: "Supplies",
  validFrom: "2026-01-12",
};

async function contextOf(name: string): Promise<Context> {
  const actor = await test.app.sessions.actors.fresh(ids.get(name) ?? "");
  if (!actor) throw new Error(`nobody is called ${name}`);
  const { app } = test;
  return { app, actor, language: "ru", via: "web", requestId: "test", ip: null, sessionId: null, now: () => app.clock.now() };
}

async function attach(name: string, recordId: string): Promise<void> {
  const target = { recordId, fieldKey: "file", shared: false };
  await receiveFile(await contextOf(name), target, "contract.pdf", Readable.from([PDF]), 1_000_000);
}

async function contract(rest: object = {}): Promise<{ id: string; version: number }> {
  const { body, status } = await as("Lawyer").post("/documents", { ...CONTRACT, counterpartyId: ids.get("Supplier"), ...rest });
  expect(status).toBe(201);
  return body;
}

beforeAll(async () => {
  test = await startTestApp();
  const cast: [string, string[]][] = [
    ["Lawyer", ["lawyer"]],
    ["Personnel", ["hr"]],
    ["Accountant", ["accountant"]],
    ["Clerk", ["executor"]],
  ];
  for (const [name, roles] of cast) ids.set(name, (await addPerson(test.app, name, roles)).id);
  ids.set("Outsider", (await addPerson(test.app, "Outsider", ["contractor"], { external: true })).id);
  const { body } = await as("Lawyer").post("/counterparties", { name: "ТОО «Пример»", form: "too", bin: "150340981013" });
  ids.set("Supplier", body.id);
});
afterAll(() => test.stop());

describe("a document", () => {
  it("is made in one call and counts once its file is there", async () => {
    const { id } = await contract({ amountMinor: 5_000_000, currency: "KZT", validTo: "2026-12-31" });
    const draft = (await as("Lawyer").get(`/documents/${id}`)).body;
    expect(draft).toMatchObject({
      number: "ДОК-2026-000001",
      title: "Supplies № 12/26",
      status: "draft",
      amountMinor: 5_000_000,
      hasFile: false,
      counts: false,
    });
    expect(draft.validity).toMatchObject({ state: "expiring", warning: 60 });
    const register = draft.actions.find((action) => action.action === "enterSigned");
    expect(register).toMatchObject({ allowed: false, blockers: [{ code: "document_file_missing" }] });
    const refused = await as("Lawyer").post(`/documents/${id}/transitions`, {
      action: "enterSigned",
      version: draft.version,
      reason: "Signed on paper",
    });
    expect(refused.status).toBe(422);

    await attach("Lawyer", id);
    const { version } = (await as("Lawyer").get(`/documents/${id}`)).body;
    const registered = await as("Lawyer").post(`/documents/${id}/transitions`, {
      action: "enterSigned",
      version,
      reason: "Signed on paper",
    });
    expect(registered).toMatchObject({ status: 200, body: { status: "signed", hasFile: true, counts: true } });
    expect(await documentForBasis(test.app.db, id)).toEqual({
      id,
      kindCode: "contract",
      isBasis: true,
      counterpartyId: ids.get("Supplier"),
      status: "signed",
      validTo: "2026-12-31",
      hasFile: true,
      registered: true,
      title: "Supplies № 12/26",
    });
    const lines = (await test.auditTrail(id)).filter((line) => line.result === "ok").map((line) => line.action);
    expect(lines).toEqual(["document.created", "file.added", "document.enterSigned"]);
    ids.set("Signed", id);
  });

  it("names what its kind needs", async () => {
    const { status, problem } = await as("Lawyer").post("/documents", {
      kindCode: "contract",
      title: "x",
      validFrom: "2026-02-01",
      validTo: "2026-01-01",
    });
    expect(status).toBe(400);
    expect(problem.fields.map((field) => field.field)).toEqual(["validTo", "docNumber", "docDate", "counterpartyId", "subject"]);
    expect((await as("Lawyer").post("/documents", { ...CONTRACT, kindCode: "scroll" })).problem.fields[0]?.code).toBe(
      "optionUnknown",
    );
  });

  it("is for who works with its group", async () => {
    expect((await as("Clerk").post("/documents", CONTRACT)).status).toBe(403);
    expect((await as("Outsider").post("/documents", CONTRACT)).status).toBe(403);
    expect((await as("Personnel").post("/documents", { ...CONTRACT, counterpartyId: ids.get("Supplier") })).status).toBe(403);
  });

  it("stays as it was signed", async () => {
    const id = ids.get("Signed") ?? "";
    const { version, files, may } = (await as("Lawyer").get(`/documents/${id}`)).body;
    expect(may.edit).toBe(false);
    expect((await as("Lawyer").patch(`/documents/${id}`, { version, subject: "Other" })).status).toBe(409);
    expect((await as("Lawyer").delete(`/files/${present(files[0]).id}`)).status).toBe(422);
    await expect(attach("Lawyer", id)).rejects.toThrow(/record_closed/);
  });
});

describe("who sees it", () => {
  it("goes by right, and never for outsiders", async () => {
    const id = ids.get("Signed") ?? "";
    expect((await as("Accountant").get(`/documents/${id}`)).body).toMatchObject({
      amountMinor: 5_000_000,
      may: { edit: false },
      actions: [],
    });
    expect((await as("Clerk").get(`/documents/${id}`)).status).toBe(404);
    expect((await as("Outsider").get(`/documents/${id}`)).status).toBe(404);
    expect((await as("Clerk").get("/documents")).body.items).toEqual([]);
    expect((await as("Clerk").post(`/documents/${id}/transitions`, { action: "close", version: 9, reason: "x" })).status).toBe(
      404,
    );
    expect(
      (await as("Accountant").post(`/documents/${id}/transitions`, { action: "close", version: 9, reason: "x" })).status,
    ).toBe(403);
  });

  it("keeps a draft with its author", async () => {
    const { id } = await contract({ subject: "Draft", docNumber: "13" });
    expect((await as("Accountant").get(`/documents/${id}`)).status).toBe(404);
    expect((await as("Lawyer").patch(`/documents/${id}`, { version: 1, subject: "Better" })).body.subject).toBe("Better");
    expect((await test.auditTrail(id)).at(-1)).toMatchObject({ before: { subject: "Draft" }, after: { subject: "Better" } });
  });

  it("keeps personal papers with personnel", async () => {
    const made = await as("Personnel").post("/documents", {
      kindCode: "labour_contract",
      title: "Labour",
      docNumber: "7",
      docDate: "2026-03-01",
    });
    expect(made.status).toBe(201);
    await attach("Personnel", made.body.id);
    const { version } = (await as("Personnel").get(`/documents/${made.body.id}`)).body;
    await as("Personnel").post(`/documents/${made.body.id}/transitions`, { action: "register", version });
    expect((await as("Lawyer").get(`/documents/${made.body.id}`)).status).toBe(404);
  });
});

describe("the list", () => {
  it("narrows and pages", async () => {
    const found = (await as("Accountant").get("/documents?q=12%2F26&kindCode=contract&status=signed&basis=true&expiringDays=60"))
      .body;
    expect(found.items.map((row) => row.id)).toEqual([ids.get("Signed")]);
    expect((await as("Accountant").get(`/documents?counterpartyId=${ids.get("Supplier")}&expiringDays=10`)).body.items).toEqual(
      [],
    );
    const first = (await as("Lawyer").get("/documents?limit=1")).body;
    const second = (await as("Lawyer").get(`/documents?limit=1&after=${first.next}`)).body;
    expect(present(first.items[0]).id).not.toBe(present(second.items[0]).id);
    expect((await as("Lawyer").get("/documents?status=lost")).status).toBe(400);
  });
});

describe("company midnight", () => {
  it("warns once and ends what is over", async () => {
    const id = ids.get("Signed") ?? "";
    await documentDay.job.run(test.app, {});
    await documentDay.job.run(test.app, {});
    const told = await test.app.db.selectFrom("notices").select(["event", "params"]).where("record_id", "=", id).execute();
    expect(told).toEqual([{ event: "document_expires", params: { until: "2026-12-31", days: 60 } }]);
    test.clock.set("2026-12-31T19:10:00Z");
    await documentDay.job.run(test.app, {});
    expect((await as("Lawyer").get(`/documents/${id}`)).body).toMatchObject({
      status: "expired",
      validity: { state: "expired", daysAgo: 1 },
    });
    const card = (await as("Lawyer").get(`/documents/${id}`)).body;
    const extend = (validTo: string) =>
      as("Lawyer").post(`/documents/${id}/transitions`, {
        action: "extend",
        version: card.version,
        reason: "prolonged",
        validTo,
      });
    expect((await extend("2026-12-31")).problem.blockers).toMatchObject([
      { code: "last_day_past", text: "Новый последний день уже прошёл" },
    ]);
    const extended = await extend("2027-12-31");
    expect(extended.body).toMatchObject({ status: "signed", validTo: "2027-12-31" });
  });
});
