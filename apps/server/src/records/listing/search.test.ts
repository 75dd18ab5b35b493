import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "../../platform/db/transaction.ts";
import { together } from "../../platform/db/together.ts";
import { hitsOf, indexRecord, visibleHits, type RecordSearch } from "./search.ts";
import { startCast, type Cast, type Person } from "../test/cast.ts";

let cast: Cast;
let author: Person;
let boss: Person;
let stranger: Person;
let contractor: Person;

beforeAll(async () => {
  cast = await startCast();
  author = await cast.person("Ахметова", undefined, { firstName: "Айгуль" });
  boss = await cast.person("Сериков", { "request.read": "all", "counterparty.read": "name" });
  stranger = await cast.person("Чужой");
  contractor = await cast.person("Подрядчиков", undefined, { external: true });
});
afterAll(() => cast.stop());

const found = async (person: Person, q: string, more = "") =>
  (await cast.api.as(person).get(`/search?q=${encodeURIComponent(q)}${more}`)).body.records.map(
    (record: { id: string }) => record.id,
  );

async function indexed(text: string, more: Parameters<Cast["record"]>[1] & { number?: string } = {}): Promise<string> {
  const { number, ...values } = more;
  const id = await cast.record(author, { title: text, ...values });
  if (number) await cast.app.db.updateTable("records").set({ number }).where("id", "=", id).execute();
  await inTransaction(cast.app, (tx) => indexRecord(tx, id, values.kind ?? "request", text));
  return id;
}

describe("search", () => {
  it("finds by number, its part, words in any form, a part of a word and BIN", async () => {
    const rent = await indexed("Аренда офиса в Шымкенте", { number: "ОПЛ-2026-000123" });
    const vendor = await indexed("ТОО Тұмар Сервис 123456789021", { kind: "counterparty", status: "active" });
    for (const q of ["ОПЛ-2026-000123", "000123", "опл-2026", "офис", "офисов", "шымк", "аренды"])
      expect(await found(boss, q)).toContain(rent);
    for (const q of ["123456789021", "34567", "тұмар"]) expect(await found(boss, q)).toContain(vendor);
    expect(await found(boss, "вертолёт")).toEqual([]);
    expect(await found(boss, "тұмар", "&kinds=request")).toEqual([]);
  });

  it("finds what is typed without dots and with Russian letters for Kazakh ones, and a number in groups", async () => {
    const city = await indexed("Счёт из Қызылорда: Әділет, Тәртіп және Өзгеріс үлгісі, һәм ұғым, жаңа");
    for (const q of ["счет", "СЧЁТ", "кызылорда", "адилет", "тартип", "озгерис улгиси", "хам угым", "жана", "Қызылорда"])
      expect(await found(boss, q), q).toContain(city);
    const vendor = await indexed("ТОО Сары 987654321012", { kind: "counterparty", status: "active" });
    for (const q of ["9876 5432 1012", "987 654 321 012", "987654\u00a0321012"])
      expect(await found(boss, q), q).toContain(vendor);
  });

  it("puts the number itself first", async () => {
    await indexed("Переписка о заявке 000777", { number: "ЗАК-2026-000001" });
    const exact = await indexed("Ноутбуки", { number: "ЗАК-2026-000777" });
    expect((await found(boss, "000777"))[0]).toBe(exact);
  });

  it("finds nothing that the person may not see", async () => {
    const record = await indexed("Премия водителям");
    const personal = await indexed("Увольнение водителя", { restricted: true, typeCode: "hr" });
    const draft = await indexed("Черновик о водителях", { status: "draft" });
    expect(await found(stranger, "водител")).toEqual([]);
    expect(await found(contractor, "водител")).toEqual([]);
    expect(await found(boss, "водител")).toEqual([record]);
    expect((await found(author, "водител")).toSorted()).toEqual([record, personal, draft].toSorted());
  });

  it("finds one's own among too many of others", async () => {
    await sql`with made as (
        insert into records (kind, title, status, author_id, created_at, updated_at)
        select 'request', 'Канцтовары ' || n, 'new', ${author.id}, now(), now() from generate_series(1, 2500) n returning id, title)
      insert into record_search (record_id, kind, text) select id, 'request', title from made`.execute(cast.app.db);
    const own = await cast.record(stranger, { title: "Канцтовары для склада" });
    expect(await found(stranger, "канцтовары")).toEqual([own]);
    expect(await found(boss, "канцтовары")).toHaveLength(20);
    const ctx = await cast.contextOf(boss);
    const search = { q: "канцтовары", kinds: ["request"], limit: 3 } satisfies RecordSearch;
    const { hits } = await together(cast.app.db, { hits: hitsOf(search) });
    expect(await visibleHits(cast.app.db, ctx, search, hits[0])).toHaveLength(3);
  });

  it("takes what people type for text", async () => {
    for (const q of ["%", "_", "'", "a & b | !c", "((", ":*", "\\", "<->", "-", "🙂"]) {
      expect((await cast.api.as(boss).get(`/search?q=${encodeURIComponent(q)}`)).status).toBe(200);
    }
    expect(await found(boss, "%%%%")).toEqual([]);
  });

  it("brings people and projects, but no directory to outsiders", async () => {
    await cast.app.db.insertInto("projects").values({ code: "ALM-1", name: "Айгерим Плаза" }).execute();
    const { body } = await cast.api.as(boss).get(`/search?q=${encodeURIComponent("айг")}`);
    expect(body).toMatchObject({ people: [{ id: author.id, name: author.name }], projects: [{ code: "ALM-1" }] });
    expect((await cast.api.as(contractor).get(`/search?q=${encodeURIComponent("айг")}`)).body).toEqual({
      records: [],
      people: [],
      projects: [],
    });
  });

  it.each(["", "?q=", "?q=a&limit=0", "?q=a&limit=21", "?q=a&kinds=secret", `?q=${"a".repeat(201)}`, "?q=a&x=1"])(
    "refuses %j",
    async (query) => {
      expect((await cast.api.as(boss).get(`/search${query}`)).status).toBe(400);
    },
  );

  it("is for who signed in", async () => {
    expect((await cast.api.get("/search?q=a")).status).toBe(401);
  });
});

describe("indexRecord", () => {
  it("keeps the number when the text changes", async () => {
    const id = await indexed("Старое имя", { number: "ОПЛ-2026-009999" });
    await inTransaction(cast.app, (tx) => indexRecord(tx, id, "request", "Новое имя"));
    expect(await found(boss, "009999")).toEqual([id]);
    expect(await found(boss, "старое")).toEqual([]);
  });
});
