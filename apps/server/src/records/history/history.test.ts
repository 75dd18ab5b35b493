import type { JournalAction } from "@tartip/domain/kernel/journal";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { audit, auditRefusal } from "../../platform/audit.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { changesOf } from "./changes.ts";
import { recordsModule } from "../routes.ts";
import { startCast, type Cast, type Person } from "../test/cast.ts";
import { present } from "../../../test/kit/present.ts";

let cast: Cast;
let author: Person;
let boss: Person;
let colleague: Person;
let contractor: Person;

beforeAll(async () => {
  cast = await startCast();
  author = await cast.person("Ахметова");
  boss = await cast.person("Сериков", { "request.read": "all" });
  colleague = await cast.person("Коллегин");
  contractor = await cast.person("Подрядчиков", undefined, { external: true });
});
afterAll(() => cast.stop());

const stream = (person: Person, record: string, query = "") => cast.api.as(person).get(`/records/${record}/stream${query}`);

async function change(
  record: string,
  before: object | null,
  after: object,
  more: { action?: JournalAction; reason?: string } = {},
) {
  const ctx = await cast.contextOf(author);
  const entry = {
    action: "request.changed" as const,
    recordId: record,
    entity: "request",
    entityId: record,
    before,
    after,
    ...more,
  };
  await inTransaction(cast.app, (tx) => audit(tx, ctx, entry));
}

describe("the stream", () => {
  it("tells fields before and after, with names behind ids and the reason", async () => {
    const record = await cast.record(author);
    await change(
      record,
      { assigneeId: null, data: { city: "Алматы", vendor: "x" } },
      { assigneeId: boss.id, data: { city: "Астана", vendor: "x" } },
      { reason: "переезд" },
    );
    const { body } = await stream(boss, record);
    expect(body.items).toMatchObject([
      {
        actor: { id: author.id, name: author.name },
        comment: null,
        change: {
          action: "request.changed",
          reason: "переезд",
          changes: [
            { field: "city", from: { value: "Алматы" }, to: { value: "Астана" } },
            { field: "assigneeId", from: { value: null, text: null }, to: { value: boss.id, text: boss.name } },
          ],
        },
      },
    ]);
  });

  it("mixes comments and changes by time, filters them and pages without loss", async () => {
    const record = await cast.record(author);
    for (let n = 1; n <= 3; n += 1) {
      cast.clock.advance(60_000);
      await cast.api.as(author).post(`/records/${record}/comments`, { source: `слово ${n}` });
      await change(record, { n: n - 1 }, { n });
    }
    const kinds = (items: { comment: unknown }[]) => items.map((entry) => (entry.comment ? "c" : "e")).join("");
    const whole = (await stream(author, record)).body;
    expect(kinds(whole.items)).toBe("ececec");
    expect(whole.next).toBeNull();
    expect(kinds((await stream(author, record, "?filter=comments")).body.items)).toBe("ccc");
    expect(kinds((await stream(author, record, "?filter=changes")).body.items)).toBe("eee");

    const keys: string[] = [];
    for (let after = ""; ;) {
      const { body } = await stream(author, record, `?limit=4${after && `&after=${encodeURIComponent(after)}`}`);
      keys.push(...body.items.map((entry) => entry.key));
      if (!body.next) break;
      after = body.next;
    }
    expect(keys).toEqual(whole.items.map((entry) => entry.key));
  });

  it("refuses a cursor of another filter and a bad query", async () => {
    const record = await cast.record(author);
    for (const n of [1, 2]) await change(record, { n }, { n: n + 1 });
    const { next } = (await stream(author, record, "?limit=1")).body;
    expect((await stream(author, record, `?filter=changes&after=${encodeURIComponent(present(next))}`)).problem.code).toBe(
      "bad_cursor",
    );
    for (const query of ["?limit=0", "?limit=101", "?filter=secret", "?after=x", "?page=2"]) {
      expect((await stream(author, record, query)).status).toBe(400);
    }
  });

  it("leaves refusals to the auditor", async () => {
    const record = await cast.record(author);
    await auditRefusal(await cast.contextOf(author), { action: "request.close", recordId: record, rule: "no_right" });
    expect((await stream(author, record)).body.items).toEqual([]);
  });

  it("hides amounts from who may not see them, and names of records one may not see", async () => {
    const record = await cast.record(author);
    const personal = await cast.record(author, { restricted: true, typeCode: "hr", title: "Личное дело" });
    await cast.join(record, colleague, "watcher");
    await change(
      record,
      { amountMinor: 1, status: "new", relatedId: null },
      { amountMinor: 500_000, status: "approval", relatedId: personal },
    );
    const full = present((await stream(author, record)).body.items[0]?.change).changes;
    expect(full.map((one) => one.field)).toEqual(["status", "relatedId", "amountMinor"]);
    expect(full[1]?.to).toEqual({ value: personal, text: "Личное дело" });

    const seen = await stream(colleague, record);
    expect(seen.body.items[0]?.change?.changes.map((one) => one.field)).toEqual(["status", "relatedId"]);
    expect(seen.text).not.toMatch(/500000|Личное/u);
  });

  it("tells outsiders, and doers inside a restricted record, the status alone", async () => {
    const task = await cast.record(author, { kind: "task", status: "in_progress", assigneeId: contractor.id });
    await change(task, { title: "а" }, { title: "б" });
    await change(task, { status: "todo", title: "б" }, { status: "in_progress", title: "в" }, { reason: "внутренняя причина" });
    const seen = await stream(contractor, task);
    expect(seen.body.items).toMatchObject([{ change: { reason: null, changes: [{ field: "status" }] } }]);
    expect(seen.body.items[0]?.change?.changes).toHaveLength(1);

    await change(task, { status: "submitted" }, { status: "rework" }, { action: "task.return", reason: "нет подписи" });
    await change(task, { status: "rework" }, { status: "rework" }, { action: "task.handIn" });
    expect((await stream(contractor, task)).body.items.slice(0, 2)).toMatchObject([
      { change: { action: "task.handIn", changes: [] } },
      { change: { action: "task.return", reason: "нет подписи" } },
    ]);

    const personal = await cast.record(author, { restricted: true, typeCode: "hr" });
    await cast.join(personal, colleague, "task");
    await cast.api.as(author).post(`/records/${personal}/comments`, { source: "диагноз" });
    await change(personal, { note: "а" }, { note: "б" });
    expect((await stream(colleague, personal)).body.items).toEqual([]);
  });
});

describe("live events", () => {
  it("name only records that their reader sees", async () => {
    const [open, personal] = [await cast.record(author), await cast.record(author, { restricted: true, typeCode: "hr" })];
    const task = await cast.record(author, { kind: "task", status: "in_progress", assigneeId: contractor.id });
    const seen = async (person: Person) => recordsModule.visibleRecordIds?.(await cast.contextOf(person), [open, personal, task]);
    expect(await seen(author)).toEqual([open, personal, task]);
    expect(await seen(boss)).toEqual([open]);
    expect(await seen(contractor)).toEqual([task]);
    expect(await seen(colleague)).toEqual([]);
  });
});

describe("changesOf", () => {
  it("keeps amounts from who sees none: the words of the journal, and what the kind says of its form", () => {
    const after = {
      amountMinor: 1,
      paidMinor: 1,
      currency: "KZT",
      vatRate: 12,
      splits: [],
      deposit: 1,
      amountOfPeople: 3,
      city: "А",
      budgetMonth: "2026-11",
    };
    const amounts = new Set(["deposit"]);
    const fields = (money: boolean) =>
      changesOf({ before: null, after }, { whole: true, money, amounts }).map((one) => one.field);
    expect(fields(true)).toHaveLength(9);
    expect(fields(false)).toEqual(["amountOfPeople", "city", "budgetMonth"]);
  });

  it("takes whatever the journal holds", () => {
    for (const odd of [null, undefined, 5, "text", []])
      expect(changesOf({ before: odd, after: odd }, { whole: true, money: true, amounts: new Set() })).toEqual([]);
  });
});
