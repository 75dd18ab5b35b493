import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import path from "node:path";
import { oleContainer } from "../../../test/kit/ole.ts";
import { tinyPdf } from "../../../test/kit/pdf.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startCast, type Cast, type Person } from "../test/cast.ts";
import { withKind } from "../../../test/kit/kinds.ts";
import { present } from "../../../test/kit/present.ts";

const MISSING = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
const PDF = `%PDF-1.7\n${"счёт на оплату ".repeat(40)}\n%%EOF\n`;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

let cast: Cast;
let author: Person;
let boss: Person;
let outsider: Person;
let contractor: Person;
let changes: { recordId: string; fieldKey: string | null }[] = [];
let frozen = false;

beforeAll(async () => {
  cast = await startCast();
  author = await cast.person("Ахметова");
  boss = await cast.person("Сериков", { "request.read": "all" });
  outsider = await cast.person("Чужой");
  contractor = await cast.person("Подрядчиков", undefined, { external: true });
  cast.app.config.maxFileBytes = 100 * 1024;
});
withKind("request", (own) => ({
  ...own,
  files: {
    field: async (_tx, _id, key) => (["invoiceFile", "files"].includes(key) ? { multiple: key === "files" } : null),
    blockers: async () => (frozen ? [{ code: "files_frozen" }] : []),
    changing: async (_tx, _ctx, recordId, fieldKey) => async () => {
      changes.push({ recordId, fieldKey });
    },
    keepDraftVersion: true,
  },
}));
beforeEach(() => {
  changes = [];
  frozen = false;
});
afterAll(() => cast.stop());

const stored = () =>
  readdirSync(path.join(cast.app.config.dataDir, "files"), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length;
const versionOf = async (record: string) =>
  (await cast.app.db.selectFrom("records").select("version").where("id", "=", record).executeTakeFirstOrThrow()).version;
const list = async (person: Person, record: string) => (await cast.api.as(person).get(`/records/${record}/files`)).body.items;

describe("uploading", () => {
  it("takes several files at once, keeps Cyrillic names and says what is wrong with each refused one", async () => {
    const record = await cast.record(author);
    const before = stored();
    const reply = await cast.upload(author, `/records/${record}/files`, [
      ["Счёт № 15 от 10.03.2026 «Тұмар».pdf", PDF],
      ["virus.pdf", "MZ this is a program"],
      ["note.exe", "text"],
      ["big.txt", "а".repeat(120_000)],
      ["пусто.txt", ""],
      ["заметка.txt", "текст"],
    ]);
    expect(reply.status).toBe(200);
    expect(reply.body.files).toMatchObject([
      {
        name: "Счёт № 15 от 10.03.2026 «Тұмар».pdf",
        mediaType: "application/pdf",
        size: Buffer.byteLength(PDF),
        sha256: sha256(PDF),
        versionNo: 1,
        current: true,
        uploadedBy: { id: author.id },
      },
      { name: "заметка.txt" },
    ]);
    expect(reply.body.refused.map((one) => [one.name, one.code])).toEqual([
      ["virus.pdf", "file_disguised"],
      ["note.exe", "file_kind_refused"],
      ["big.txt", "file_too_large"],
      ["пусто.txt", "file_empty"],
    ]);
    expect(stored()).toBe(before + 2);
    expect(await list(boss, record)).toHaveLength(2);
    const [first] = await cast.auditTrail(record);
    expect(first).toMatchObject({ action: "file.added", actorId: author.id, after: { sha256: sha256(PDF) } });
    expect(await versionOf(record)).toBe(1);
    expect(changes).toEqual([
      { recordId: record, fieldKey: null },
      { recordId: record, fieldKey: null },
    ]);
  });

  it("takes what comes from phones, mail and Excel, and says of a document that it is under a password", async () => {
    const record = await cast.record(author);
    const reply = await cast.upload(author, `/records/${record}/files`, [
      ["Договор %22Ромашка%22.pdf", PDF],
      ["Фото.heic", "\0\0\0\u0018ftypheic\0\0\0\0mif1"],
      ["Письмо.eml", "From: a@b.kz\r\nSubject: акт\r\n\r\n<html>"],
      ["Ведомость.xlsx", oleContainer("EncryptedPackage", "EncryptionInfo")],
      ["Смета.docx", oleContainer("WordDocument")],
    ]);
    expect(reply.body.files.map(({ name, mediaType }) => [name, mediaType])).toEqual([
      ['Договор "Ромашка".pdf', "application/pdf"],
      ["Фото.heic", "image/heic"],
      ["Письмо.eml", "message/rfc822"],
      ["Ведомость.xlsx", "application/x-ole-storage"],
    ]);
    expect(reply.body.refused).toMatchObject([{ name: "Смета.docx", code: "file_disguised" }]);
    const saved = await cast.api.as(author).get(`/files/${present(reply.body.files[2]).id}/content`);
    expect(saved.headers["content-disposition"]).toMatch(/^attachment; /u);
  });

  it.each(["../../etc/passwd.txt", "a\\b.txt", "bad\u0007.txt"])("refuses the name %j", async (name) => {
    const record = await cast.record(author);
    const reply = await cast.upload(author, `/records/${record}/files`, [[name, "текст"]]);
    expect(reply.body).toMatchObject({ files: [], refused: [{ code: "file_name_refused" }] });
    expect(await list(author, record)).toEqual([]);
  });

  it("refuses for the form what begins like its kind and does not open", async () => {
    const record = await cast.record(author);
    const whole = tinyPdf("счёт");
    const put = (name: string, bytes: string) =>
      cast.upload(author, `/records/${record}/files?fieldKey=invoiceFile`, [[name, bytes]]);
    const broken: [string, string][] = [
      ["счёт.pdf", "%PDF-"],
      ["счёт.pdf", whole.slice(0, -30)],
      ["счёт.docx", "PK\u0003\u0004...."],
      ["счёт.png", "\u0089PNG\r\n\u001a\n...."],
    ];
    for (const [name, bytes] of broken) {
      const reply = await put(name, bytes);
      expect(reply.body, name).toMatchObject({
        files: [],
        refused: [{ code: expect.stringMatching(/^file_(broken|disguised)$/u) }],
      });
    }
    expect((await put("счёт.pdf", "%PDF-")).body.refused[0]?.code).toBe("file_broken");
    expect(await list(author, record)).toEqual([]);
    expect((await put("счёт.pdf", whole)).body.files).toHaveLength(1);
  });

  it("makes a new version of a single-file field, moves the card's version and tells the kind", async () => {
    const record = await cast.record(author);
    const put = (text: string) =>
      cast.upload(author, `/records/${record}/files?fieldKey=invoiceFile`, [["счёт.pdf", tinyPdf(text)]]);
    const first = present((await put("раз")).body.files[0]);
    const second = present((await put("два")).body.files[0]);
    expect(second).toMatchObject({ fieldKey: "invoiceFile", versionNo: 2, current: true });
    expect(await list(author, record)).toMatchObject([
      { id: first.id, versionNo: 1, current: false },
      { id: second.id, versionNo: 2, current: true },
    ]);
    expect(await versionOf(record)).toBe(3);
    expect(changes).toEqual([
      { recordId: record, fieldKey: "invoiceFile" },
      { recordId: record, fieldKey: "invoiceFile" },
    ]);
    expect((await cast.auditTrail(record)).at(-1)).toMatchObject({ action: "file.replaced", before: { sha256: first.sha256 } });

    expect((await cast.api.as(author).delete(`/files/${second.id}`)).status).toBe(204);
    expect(await list(author, record)).toEqual([]);
  });

  it("keeps many files in a field of many, and knows no other fields", async () => {
    const record = await cast.record(author);
    await cast.upload(author, `/records/${record}/files?fieldKey=files`, [["1.txt", "раз"], ["2.txt", "два"]]); // prettier-ignore
    expect(await list(author, record)).toMatchObject([{ current: true }, { current: true }]);
    const wrong = await cast.upload(author, `/records/${record}/files?fieldKey=nothing`, [["1.txt", "раз"]]);
    expect(wrong).toMatchObject({ status: 400, body: { fields: [{ field: "fieldKey", code: "unknown_field" }] } });
  });

  it("removes the bytes again when the record is frozen", async () => {
    const record = await cast.record(author);
    const taken = await cast.upload(author, `/records/${record}/files`, [["1.txt", "раз"]]);
    frozen = true;
    const before = stored();
    const refused = await cast.upload(author, `/records/${record}/files`, [["2.txt", "два"]]);
    expect(refused.body.refused).toMatchObject([{ code: "files_frozen" }]);
    expect(stored()).toBe(before);
    const removal = await cast.api.as(author).delete(`/files/${present(taken.body.files[0]).id}`);
    expect(removal).toMatchObject({ status: 422, body: { blockers: [{ code: "files_frozen" }] } });
    expect(await list(author, record)).toHaveLength(1);
  });

  it("replaces one version by one when two people upload at once", async () => {
    const record = await cast.record(author);
    const put = (text: string) =>
      cast.upload(author, `/records/${record}/files?fieldKey=invoiceFile`, [["счёт.pdf", tinyPdf(text)]]);
    await Promise.all(["а", "б", "в", "г"].map(put));
    const files: { versionNo: number; current: boolean }[] = await list(author, record);
    expect(files.map((file) => file.versionNo).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
    expect(files.filter((file) => file.current)).toHaveLength(1);
  });

  const head = '--boundary\r\nContent-Disposition: form-data; name="file"; filename="1.txt"\r\n\r\n';
  const twentyOne = Array.from({ length: 21 }, () => `${head}раз\r\n`).join("");

  it("takes twenty at once and says of the others that they come too many", async () => {
    const record = await cast.record(author);
    const headers = { "content-type": "multipart/form-data; boundary=boundary" };
    const reply = await cast.api.as(author).post(`/records/${record}/files`, `${twentyOne}--boundary--\r\n`, { headers });
    expect(reply.status, reply.text).toBe(200);
    expect(reply.body.files).toHaveLength(20);
    expect(reply.body.refused).toMatchObject([{ name: "1.txt", code: "too_many_files", detail: expect.stringMatching(/20/) }]);
    expect(await list(author, record)).toHaveLength(20);
  });

  it.each([
    ["no part at all", "--boundary--\r\n", 400],
    ["no multipart", "{}", 400],
    ["a body that breaks off within a file", `${head}раз`, 400],
  ])("refuses %s", async (_name, body, status) => {
    const record = await cast.record(author);
    const headers = { "content-type": "multipart/form-data; boundary=boundary" };
    expect((await cast.api.as(author).post(`/records/${record}/files`, body, { headers })).status).toBe(status);
  });
});

describe("reading", () => {
  it("answers whole, in part, unchanged and as a download, with careful headers", async () => {
    const record = await cast.record(author);
    const { id } = present(
      (await cast.upload(author, `/records/${record}/files`, [['счёт "1".pdf'.replaceAll('"', "'"), PDF]])).body.files[0],
    );
    const path = `/files/${id}/content`;
    const whole = await cast.api.as(boss).get(path);
    expect(whole).toMatchObject({ status: 200, text: PDF });
    expect(whole.headers).toMatchObject({
      "content-type": "application/pdf",
      "content-length": String(Buffer.byteLength(PDF)),
      "x-content-type-options": "nosniff",
      "accept-ranges": "bytes",
      "cache-control": "private, no-cache",
    });
    expect(whole.headers["content-security-policy"]).toContain("sandbox");
    expect(whole.headers["content-disposition"]).toBe(
      `inline; filename="____ '1'.pdf"; filename*=UTF-8''${encodeURIComponent("счёт ")}%271%27.pdf`,
    );

    const part = await cast.api.as(boss).get(path, { headers: { range: "bytes=0-7" } });
    expect(part).toMatchObject({ status: 206, text: "%PDF-1.7" });
    expect(part.headers["content-range"]).toBe(`bytes 0-7/${Buffer.byteLength(PDF)}`);
    const beyond = await cast.api.as(boss).get(path, { headers: { range: "bytes=99999-" } });
    expect(beyond).toMatchObject({ status: 416, body: { code: "range_not_satisfiable", title: "Нет такой части" } });
    expect(beyond.headers["content-type"]).toContain("application/problem+json");
    expect((await cast.api.as(boss).get(path, { headers: { "if-none-match": `"${sha256(PDF)}"` } })).status).toBe(304);
    const saved = await cast.api.as(boss).get(`${path}?download=true`);
    expect(saved.headers["content-disposition"]).toMatch(/^attachment; /u);
  });

  it("never opens text in place", async () => {
    const record = await cast.record(author);
    const { id } = present((await cast.upload(author, `/records/${record}/files`, [["1.txt", "раз"]])).body.files[0]);
    expect((await cast.api.as(author).get(`/files/${id}/content`)).headers["content-disposition"]).toMatch(/^attachment; /u);
  });

  it("asks for the right each time", async () => {
    const record = await cast.record(author);
    const { id } = present((await cast.upload(author, `/records/${record}/files`, [["1.txt", "раз"]])).body.files[0]);
    await cast.join(record, outsider, "watcher");
    expect((await cast.api.as(outsider).get(`/files/${id}/content`)).status).toBe(200);
    await cast.app.db.deleteFrom("participants").where("person_id", "=", outsider.id).execute();
    expect((await cast.api.as(outsider).get(`/files/${id}/content`)).status).toBe(404);
  });
});

describe("changing", () => {
  it("is for the one who brought the file or answers for the record", async () => {
    const record = await cast.record(author);
    const { id } = present((await cast.upload(author, `/records/${record}/files`, [["1.txt", "раз"]])).body.files[0]);
    const removable = async (who: Person) => (await cast.api.as(who).get(`/records/${record}/files`)).body.removable;
    expect([await removable(boss), await removable(author)]).toEqual([[], [id]]);
    expect((await cast.api.as(boss).delete(`/files/${id}`)).status).toBe(403);
    frozen = true;
    expect(await removable(author)).toEqual([]);
    expect((await cast.api.as(author).delete(`/files/${id}`)).status).toBe(422);
    frozen = false;
    expect((await cast.api.as(author).delete(`/files/${id}`)).status).toBe(204);
    expect((await cast.api.as(author).delete(`/files/${id}`)).status).toBe(404);
    expect((await cast.api.as(author).get(`/files/${id}/content`)).status).toBe(404);
    expect((await cast.auditTrail(record)).at(-1)).toMatchObject({ action: "file.removed", before: { name: "1.txt" } });
  });

  it("shows outsiders what is shared and nothing else", async () => {
    const task = await cast.record(author, { kind: "task", status: "in_progress", assigneeId: contractor.id });
    const { id } = present((await cast.upload(author, `/records/${task}/files`, [["внутри.txt", "раз"]])).body.files[0]);
    const own = await cast.upload(contractor, `/records/${task}/files`, [["акт.txt", "два"]]);
    expect(own.body.files).toMatchObject([{ shared: true }]);
    expect(await list(contractor, task)).toMatchObject([{ name: "акт.txt" }]);
    expect((await cast.api.as(contractor).get(`/files/${id}/content`)).status).toBe(404);
    expect((await cast.api.as(contractor).patch(`/files/${id}`, { shared: true })).status).toBe(404);
    // The page asks whether there is anybody to show a file to.
    expect((await cast.api.as(author).get(`/records/${task}/files`)).body.hasOutsiders).toBe(true);
    expect((await cast.api.as(contractor).get(`/records/${task}/files`)).body.hasOutsiders).toBe(false);
    expect((await cast.api.as(author).get(`/records/${await cast.record(author)}/files`)).body.hasOutsiders).toBe(false);

    expect((await cast.api.as(author).patch(`/files/${id}`, { shared: true })).body).toMatchObject({ id, shared: true });
    expect(await list(contractor, task)).toHaveLength(2);
    expect((await cast.api.as(contractor).get(`/files/${id}/content`)).status).toBe(200);
    expect((await cast.auditTrail(task)).at(-1)).toMatchObject({
      action: "file.shared",
      before: { shared: false },
      after: { shared: true },
    });
    const { items } = (await cast.api.as(author).get(`/records/${task}/stream`)).body;
    expect(items[0]?.change?.changes).toMatchObject([
      { field: "shared", to: { value: true } },
      { field: "name", to: { value: "внутри.txt" } },
    ]);
  });

  it("comes with a comment when its author says so", async () => {
    const record = await cast.record(author);
    const { id } = present((await cast.upload(author, `/records/${record}/files`, [["1.txt", "раз"]])).body.files[0]);
    const stolen = await cast.api.as(boss).post(`/records/${record}/comments`, { source: "моё", fileIds: [id] });
    expect(stolen.problem.fields).toMatchObject([{ field: "fileIds", code: "unknown_file" }]);
    await cast.api.as(author).post(`/records/${record}/comments`, { source: "вот", fileIds: [id] });
    const { body } = await cast.api.as(boss).get(`/records/${record}/stream?filter=comments`);
    expect(body.items[0]?.comment?.files).toMatchObject([{ id, name: "1.txt" }]);
  });
});

describe("what may not be seen does not exist", () => {
  const calls: [string, (record: string, file: string) => Promise<{ status: number; body: unknown }>][] = [
    ["list", (record) => cast.api.as(outsider).get(`/records/${record}/files`)],
    ["upload", (record) => cast.upload(outsider, `/records/${record}/files`, [["1.txt", "раз"]])],
    ["read", (_record, file) => cast.api.as(outsider).get(`/files/${file}/content`)],
    ["remove", (_record, file) => cast.api.as(outsider).delete(`/files/${file}`)],
    ["share", (_record, file) => cast.api.as(outsider).patch(`/files/${file}`, { shared: true })],
  ];

  it.each(calls)("%s: a foreign file answers like a missing one", async (_name, call) => {
    const record = await cast.record(author);
    const { id } = present((await cast.upload(author, `/records/${record}/files`, [["1.txt", "раз"]])).body.files[0]);
    const foreign = await call(record, id);
    const missing = await call(MISSING, MISSING);
    expect(foreign.status).toBe(404);
    expect({ ...Object(foreign.body), requestId: "" }).toEqual({ ...Object(missing.body), requestId: "" });
  });
});
