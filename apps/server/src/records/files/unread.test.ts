import { Agent, request as ask } from "node:http";
import { readdirSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openSession } from "../../platform/session/service.ts";
import { startCast, type Cast, type Person } from "../test/cast.ts";

/** More than any buffer on the way holds: unless it is read on, its sender waits for ever. */
const LARGE = 3_000_000;
/** More than any disk has, and more than anybody uploads. */
const ENDLESS_BYTES = 2 ** 60;

/** One connection: an answer behind which the rest of a body is stuck lets no other call through. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let cast: Cast;
let author: Person;
let record: string;
let address: string;
let headers: Record<string, string>;

beforeAll(async () => {
  cast = await startCast();
  author = await cast.person("Ахметова");
  cast.app.config.maxFileBytes = 2 * LARGE;
  address = await cast.server.listen({ port: 0, host: "127.0.0.1" });
  const visitor = { requestId: "test", ip: "127.0.0.1", userAgent: "test" };
  const { token } = await openSession(cast.app, visitor, { id: author.id, external: false });
  headers = { authorization: `Bearer ${token}`, "content-type": "multipart/form-data; boundary=boundary" };
});
beforeEach(async () => {
  cast.app.config.uploadBytesPerDay = ENDLESS_BYTES;
  cast.app.config.reserveBytes = 0;
  record = await cast.record(author, { kind: "task", status: "in_progress" });
});
afterAll(async () => {
  agent.destroy();
  await cast.stop();
});

interface Answer {
  status: number | undefined;
  body: { files: { name: string }[]; refused: { name: string; code: string }[]; code?: string };
}

function upload(body: string, query = ""): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(body);
    const sent = { ...headers, "content-length": bytes.length };
    const call = ask(`${address}/api/v1/records/${record}/files${query}`, { agent, method: "POST", headers: sent });
    call.on("error", reject);
    call.on("response", (answer) => {
      text(answer).then((said) => resolve({ status: answer.statusCode, body: JSON.parse(said) }), reject);
    });
    call.end(bytes);
  });
}

const part = (name: string, contents: string) =>
  `--boundary\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${contents}\r\n`;
const END = "--boundary--\r\n";
const said = ({ status, body }: Answer) => ({
  status,
  files: body.files.map(({ name }) => name),
  refused: body.refused.map(({ name, code }) => [name, code]),
});
const stored = () =>
  readdirSync(path.join(cast.app.config.dataDir, "files"), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length;

it.each([
  ["of a kind that is not taken", "setup.exe", "file_kind_refused"],
  ["that is not what its name says", "счёт.pdf", "file_disguised"],
  ["without a name", "", "file_name_missing"],
])("reads past a large file %s and takes the others", async (_what, name, code) => {
  const before = stored();
  const large = part(name, "a".repeat(LARGE));
  const answer = await upload(`${part("раз.txt", "раз")}${large}${part("два.txt", "два")}${large}${END}`);
  const refused = [name, code];
  expect(said(answer)).toEqual({ status: 200, files: ["раз.txt", "два.txt"], refused: [refused, refused] });
  expect(stored()).toBe(before + 2);
});

it("reads past what is beyond the limit of the day, or of one file", async () => {
  cast.app.config.uploadBytesPerDay = 70_000;
  const large = part("журнал.txt", "a".repeat(LARGE));
  const ofDay = await upload(`${large}${part("два.txt", "два")}${END}`);
  expect(said(ofDay)).toEqual({ status: 200, files: ["два.txt"], refused: [["журнал.txt", "upload_day_limit"]] });
  cast.app.config.uploadBytesPerDay = ENDLESS_BYTES;
  const ofFile = await upload(`${part("журнал.txt", "a".repeat(3 * LARGE))}${part("три.txt", "три")}${END}`);
  expect(said(ofFile)).toEqual({ status: 200, files: ["три.txt"], refused: [["журнал.txt", "file_too_large"]] });
});

it("says of a body that breaks off what arrived before and which file did not", async () => {
  const cut = part("договор.txt", "a".repeat(LARGE)).trimEnd();
  const kept = await upload(`${part("раз.txt", "раз")}${cut}`);
  expect(said(kept)).toEqual({ status: 200, files: ["раз.txt"], refused: [["договор.txt", "file_cut_short"]] });
  const refused = await upload(`${part("раз.txt", "раз")}${part("setup.exe", "a".repeat(LARGE)).trimEnd()}`);
  expect(said(refused)).toEqual({ status: 200, files: ["раз.txt"], refused: [["setup.exe", "file_kind_refused"]] });
  expect(await upload(cut)).toMatchObject({ status: 400 });
});

it("lets the rest of a body through when it takes none of it", async () => {
  const body = `${part("раз.txt", "a".repeat(LARGE))}${part("два.txt", "a".repeat(LARGE))}${END}`;
  cast.app.config.reserveBytes = ENDLESS_BYTES;
  expect(await upload(body)).toMatchObject({ status: 503, body: { code: "unavailable" } });
  cast.app.config.reserveBytes = 0;
  expect(await upload(body, "?fieldKey=nothing")).toMatchObject({ status: 400 });
  expect(said(await upload(`${part("раз.txt", "раз")}${END}`))).toMatchObject({ status: 200, files: ["раз.txt"] });
});
