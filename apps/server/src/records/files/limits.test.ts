import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startCast, type Cast, type Person } from "../test/cast.ts";

const KILOBYTE = 1024;
const DAY_MS = 24 * 3_600_000;
/** More than any disk has. */
const ENDLESS_BYTES = 2 ** 60;

let cast: Cast;
let author: Person;
let contractor: Person;

beforeAll(async () => {
  cast = await startCast();
  author = await cast.person("Ахметова");
  contractor = await cast.person("Подрядчиков", undefined, { external: true });
});
beforeEach(() => {
  cast.app.config.uploadBytesPerDay = 300 * KILOBYTE;
  cast.app.config.reserveBytes = 0;
  cast.clock.advance(DAY_MS);
});
afterAll(() => cast.stop());

const stored = () =>
  readdirSync(path.join(cast.app.config.dataDir, "files"), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length;

const put = (person: Person, record: string, kilobytes: number) =>
  cast.upload(person, `/records/${record}/files`, [["заметка.txt", "a".repeat(kilobytes * KILOBYTE)]]);

it("takes no more from one person in a day than the limit, says so and keeps nothing of the rest", async () => {
  const record = await cast.record(author, { kind: "task", status: "in_progress" });
  expect((await put(author, record, 200)).body.files).toHaveLength(1);
  const before = stored();
  const refused = await put(author, record, 101);
  expect(refused.body).toMatchObject({ files: [], refused: [{ code: "upload_day_limit" }] });
  expect(refused.body.refused[0]?.detail).toContain("МБ");
  expect(stored()).toBe(before);
  expect((await put(author, record, 100)).body.files).toHaveLength(1);
  cast.clock.advance(DAY_MS);
  expect((await put(author, record, 200)).body.files).toHaveLength(1);
});

it("takes no more than the limit when many files of one person arrive at once", async () => {
  const records = await Promise.all(
    Array.from({ length: 6 }, () => cast.record(author, { kind: "task", status: "in_progress" })),
  );
  const before = stored();
  const replies = await Promise.all(records.map((record) => put(author, record, 120)));
  expect(replies.flatMap(({ body }) => body.files)).toHaveLength(2);
  expect(replies.flatMap(({ body }) => body.refused.map(({ code }) => code))).toEqual(Array(4).fill("upload_day_limit"));
  expect(stored()).toBe(before + 2);
});

it("takes a tenth of it from a contractor", async () => {
  const record = await cast.record(author, { kind: "task", status: "in_progress", assigneeId: contractor.id });
  expect((await put(contractor, record, 31)).body.refused).toMatchObject([{ code: "upload_day_limit" }]);
  expect((await put(contractor, record, 29)).body.files).toHaveLength(1);
});

it("takes nothing while the disk is nearly full, and again when there is room", async () => {
  const record = await cast.record(author, { kind: "task", status: "in_progress" });
  const before = stored();
  cast.app.config.reserveBytes = ENDLESS_BYTES;
  const refused = await put(author, record, 1);
  expect(refused).toMatchObject({ status: 503, body: { code: "unavailable" } });
  expect(refused.text).toContain("места на диске");
  expect(stored()).toBe(before);
  cast.app.config.reserveBytes = 0;
  expect((await put(author, record, 1)).body.files).toHaveLength(1);
});
