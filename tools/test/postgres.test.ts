import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, expect, it, vi } from "vitest";
import { holdStopped, runningPostgres, startPostgres, type RunningPostgres } from "../postgres/supervisor.ts";

const SUPERVISE = join(import.meta.dirname, "supervise.ts");
const isRoot = process.getuid?.() === 0;
const SETPRIV = (process.env["PATH"] ?? "")
  .split(delimiter)
  .map((path) => join(path, "setpriv"))
  .find(existsSync);
/** Far longer than anything takes. */
const PATIENT = { timeout: 120_000, interval: 50 };
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(parent = tmpdir()): string {
  const made = mkdtempSync(join(parent, "tartip-supervisor-"));
  folders.push(made);
  chmodSync(made, 0o755);
  return made;
}

function everyoneMayRead(file: string): boolean {
  const script = "require('node:fs').readFileSync(process.argv[1])";
  return spawnSync(process.execPath, ["-e", script, file], { uid: 1, gid: 1, cwd: "/", stdio: "ignore" }).status === 0;
}

async function value(url: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ v: unknown }>(text);
    return rows[0]?.v;
  } finally {
    await client.end();
  }
}

async function works(running: RunningPostgres): Promise<void> {
  expect(await value(running.ownerUrl, "select current_user as v")).toBe("tartip_owner");
  expect(await value(running.appUrl, "select current_user as v")).toBe("tartip_app");
}

/** A supervisor in a process of its own, to be killed; answers when its server runs. */
async function supervise(
  dataDir: string,
  options: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<{ child: ChildProcess; ownerUrl: string }> {
  const child = spawn(process.execPath, [SUPERVISE, dataDir], { ...options, cwd: "/", stdio: ["ignore", "pipe", "inherit"] });
  const ownerUrl = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once("exit", (code) => reject(new Error(`the supervisor ended with ${code}`)));
  });
  return { child, ownerUrl };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

it("makes the cluster once, keeps rows and passwords, and stops", async () => {
  const dataDir = folder();
  const first = await startPostgres({ dataDir, forTests: true });
  await works(first);
  await value(first.ownerUrl, "create table kept as select 7 as v");
  await first.stop();
  expect(existsSync(join(dataDir, "cluster/postmaster.pid"))).toBe(false);
  const again = await startPostgres({ dataDir, forTests: true });
  expect(await value(again.ownerUrl, "select v from kept")).toBe(7);
  expect(statSync(join(dataDir, "credentials.json")).mode & 0o777).toBe(0o600);
  await again.stop();
});

it("stops the server a killed supervisor left, and loses nothing committed", async () => {
  const dataDir = folder();
  const { child, ownerUrl } = await supervise(dataDir);
  await value(ownerUrl, "create table kept as select 7 as v");
  const orphan = Number(readFileSync(join(dataDir, "cluster/postmaster.pid"), "utf8").split("\n")[0]);
  child.kill("SIGKILL");
  await ended(child);
  expect(process.kill(orphan, 0)).toBe(true);
  await expect(holdStopped(dataDir)).rejects.toThrow(/still runs/);
  const next = await startPostgres({ dataDir, forTests: true });
  expect(await value(next.ownerUrl, "select v from kept")).toBe(7);
  expect(next.pid).not.toBe(orphan);
  await next.stop();
});

it("starts a killed server again on the same port", async () => {
  const running = await startPostgres({ dataDir: folder() });
  await value(running.ownerUrl, "create table kept as select 7 as v");
  const killed = running.pid;
  process.kill(killed, "SIGKILL");
  while (running.pid === killed) await sleep(20);
  expect(await value(running.ownerUrl, "select v from kept")).toBe(7);
  await running.stop();
});

it("tries to start a dead server until it can, and stops while it cannot", async () => {
  const dataDir = folder();
  const said: string[] = [];
  const running = await startPostgres({ dataDir, log: (line) => said.push(line) });
  await value(running.ownerUrl, "create table kept as select 7 as v");
  // What a full disk does to it as well: it dies, and cannot come up.
  const settings = join(dataDir, "cluster/postgresql.conf");
  const die = async (): Promise<void> => {
    const tried = said.length;
    renameSync(settings, `${settings}.away`);
    process.kill(running.pid, "SIGKILL");
    await vi.waitFor(
      () => expect(said.slice(tried).filter((line) => /did not start/.test(line)).length).toBeGreaterThan(1),
      PATIENT,
    );
  };
  await die();
  renameSync(`${settings}.away`, settings);
  await vi.waitFor(async () => expect(await value(running.ownerUrl, "select v from kept")).toBe(7), PATIENT);
  await die();
  await running.stop();
  expect(existsSync(join(dataDir, "cluster/postmaster.pid"))).toBe(false);
});

it("refuses a folder that a living process holds", async () => {
  const dataDir = folder();
  const running = await startPostgres({ dataDir, forTests: true });
  await expect(startPostgres({ dataDir, forTests: true, patienceMs: 200 })).rejects.toThrow(/in use by process/);
  await works(running);
  await running.stop();
});

it("leaves a stranger alone that got the number in a stale pid file", async () => {
  const dataDir = folder();
  await (await startPostgres({ dataDir, forTests: true })).stop();
  const stranger = spawn(process.execPath, ["-e", "setTimeout(() => {}, 3_600_000)"]);
  writeFileSync(join(dataDir, "cluster/postmaster.pid"), `${stranger.pid}\n`);
  const running = await startPostgres({ dataDir, forTests: true });
  expect(stranger.exitCode ?? stranger.signalCode).toBe(null);
  await running.stop();
  stranger.kill();
});

it.runIf(isRoot)("runs where only root may enter, and moves on to an open folder", async () => {
  const closed = folder();
  chmodSync(closed, 0o700);
  const dataDir = join(closed, "data");
  const inside = await startPostgres({ dataDir, forTests: true });
  await works(inside);
  await inside.stop();
  chmodSync(closed, 0o755);
  const opened = await startPostgres({ dataDir, forTests: true });
  await works(opened);
  await opened.stop();
});

it.runIf(isRoot && SETPRIV)("runs where only root may enter and there are no user namespaces", async () => {
  const closed = folder();
  chmodSync(closed, 0o700);
  const programs = join(closed, "programs");
  mkdirSync(programs);
  symlinkSync(String(SETPRIV), join(programs, "setpriv"));
  const { child, ownerUrl } = await supervise(join(closed, "data"), { env: { PATH: programs } });
  expect(await value(ownerUrl, "select current_user as v")).toBe("tartip_owner");
  child.kill("SIGTERM");
  await ended(child);
});

it.runIf(isRoot && everyoneMayRead(SUPERVISE))("runs for an ordinary user and for a number without a name", async () => {
  for (const id of [1, 54_321]) {
    const parent = folder();
    chownSync(parent, id, id);
    const { child, ownerUrl } = await supervise(join(parent, "data"), { uid: id, gid: id });
    expect(await value(ownerUrl, "select current_user as v")).toBe("tartip_owner");
    child.kill("SIGTERM");
    await ended(child);
    expect(existsSync(join(parent, "data/cluster/postmaster.pid"))).toBe(false);
  }
});

it("tells a command beside the server how to reach its database, and of a stopped one nothing", async () => {
  const dataDir = folder();
  expect(runningPostgres(dataDir)).toBeNull();
  const running = await startPostgres({ dataDir, forTests: true });
  try {
    expect(runningPostgres(dataDir)).toEqual({ appUrl: running.appUrl });
    expect(await value(runningPostgres(dataDir)?.appUrl ?? "", "select current_user as v")).toBe("tartip_app");
  } finally {
    await running.stop();
  }
  expect(runningPostgres(dataDir)).toBeNull();
});
