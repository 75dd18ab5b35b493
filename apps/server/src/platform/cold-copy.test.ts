import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, expect, it } from "vitest";
import { startPostgres, type RunningPostgres } from "../../../../tools/postgres/supervisor.ts";
import { copyData } from "./cold-copy.ts";
import { readConfig } from "./config.ts";

const root = mkdtempSync(path.join(tmpdir(), "tartip-copy-"));
const config = (name: string, env: Record<string, string> = {}) => readConfig({ TARTIP_DATA: path.join(root, name), ...env });
const start = (name: string) => startPostgres({ dataDir: path.join(root, name, "postgres"), forTests: true });

afterAll(() => rmSync(root, { recursive: true, force: true }));

async function ask(running: RunningPostgres, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: running.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ v: unknown }>(text);
  await client.end();
  return rows[0]?.v;
}

it("copies a stopped folder with its rights and starts from the copy, and refuses a running one", async () => {
  const running = await start("data");
  await ask(running, "create table kept as select 7 as v");
  const file = path.join(root, "data/files/ab/abcd");
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, "content", { mode: 0o600 });
  const to = path.join(root, "copies/first");
  await expect(copyData(config("data"), to)).rejects.toThrow(/in use by process/u);
  expect(existsSync(to)).toBe(false);
  await running.stop();
  const { files, bytes } = await copyData(config("data"), to);
  expect(files).toBeGreaterThan(100);
  expect(bytes).toBeGreaterThan(1024 * 1024);
  const copied = statSync(path.join(to, "files/ab/abcd"));
  const original = statSync(file);
  // Node keeps times to the millisecond.
  expect([copied.mode, copied.size, Math.round(copied.mtimeMs)]).toEqual([original.mode, 7, Math.round(original.mtimeMs)]);
  const again = await start("copies/first");
  expect(await ask(again, "select v from kept")).toBe(7);
  await again.stop();
  await expect(copyData(config("data"), to)).rejects.toThrow(/not empty/u);
  // Given back: the server may start over it.
  const served = await start("data");
  await served.stop();
});

it("says what it cannot copy", async () => {
  await expect(copyData(config("data"), path.join(root, "data/copy"))).rejects.toThrow(/inside the folder/u);
  await expect(copyData(config("nothing"), path.join(root, "copy"))).rejects.toThrow(/holds no data/u);
  const elsewhere = config("data", { DATABASE_URL: "postgres://a:b@127.0.0.1:1/x" });
  await expect(copyData(elsewhere, path.join(root, "copy"))).rejects.toThrow(/pg_dump/u);
});
