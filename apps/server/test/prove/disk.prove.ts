import { closeSync, existsSync, openSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { proveRounds } from "../../../../tools/testing/prove.ts";
import { eventually } from "../kit/eventually.ts";
import { readJson, WITH_ID } from "../kit/json.ts";
import { seedFolder, startRealServer, type RealServer } from "../kit/real-server.ts";

/** Room for the database of a company that has nothing yet, and a little. */
const DISK_MEGABYTES = 320;
const MEGABYTE = 1024 * 1024;
const FILLINGS = proveRounds(3);

let folder: string;
let mounted = false;
let server: RealServer | undefined;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "tartip-disk-"));
});
afterAll(async () => {
  server?.child.kill("SIGTERM");
  await server?.ended;
  if (mounted) spawnSync("umount", [path.join(folder, "small")]);
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (typeof address !== "object" || address === null) throw new Error("no free port");
  return address.port;
}

const answers = async (address: string, page: string): Promise<number> => (await fetch(`${address}${page}`)).status;

it.runIf(existsSync("/dev/full"))("serves although nothing it says can be written", async () => {
  const full = openSync("/dev/full", "w");
  const port = await freePort();
  server = startRealServer(path.join(folder, "mute"), { PORT: String(port), TARTIP_LOG: "info" }, full);
  closeSync(full);
  const address = `http://127.0.0.1:${port}`;
  await eventually(async () => expect(await answers(address, "/api/ready")).toBe(200));
  for (let n = 0; n < 20; n += 1) expect(await answers(address, "/api/v1/requests")).toBe(401);
  server.child.kill("SIGTERM");
  expect(await server.ended, server.said()).toBe(0);
});

/** A disk of its own, where this user may make one. */
function smallDisk(at: string): boolean {
  return spawnSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_MEGABYTES}m`, "tmpfs", at]).status === 0;
}

async function fill(at: string): Promise<void> {
  const { bavail, bsize } = await statfs(at);
  for (let left = bavail * bsize; left > 0; left -= MEGABYTE) {
    try {
      await writeFile(path.join(at, "filler"), Buffer.alloc(Math.min(left, MEGABYTE)), { flag: "a" });
    } catch {
      return;
    }
  }
}

it("lives through a full disk and works again by itself when there is room", async ({ skip }) => {
  const disk = path.join(folder, "small");
  await mkdir(disk);
  mounted = smallDisk(disk);
  skip(!mounted, "only a user who may mount can make a small disk");
  const token = await seedFolder(disk);
  server = startRealServer(disk);
  const address = await server.listening;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const kept: string[] = [];
  const write = async (): Promise<number> => {
    const body = JSON.stringify({ type: "payment", values: { title: "x".repeat(200), purpose: "y".repeat(1_000) } });
    const reply = await fetch(`${address}/api/v1/requests`, { method: "POST", headers, body });
    if (reply.status === 201) kept.push(readJson(WITH_ID, await reply.text()).id);
    return reply.status;
  };
  for (let round = 0; round < FILLINGS; round += 1) {
    await fill(disk);
    // The database first uses up what it has set aside; then it refuses, or dies and cannot come up.
    await eventually(async () => expect(await write()).toBe(503));
    expect(server.child.exitCode, server.said()).toBeNull();
    await rm(path.join(disk, "filler"));
    await eventually(async () => expect(await write()).toBe(201));
    expect(await answers(address, "/api/ready")).toBe(200);
  }
  process.stdout.write(`disk: ${FILLINGS} times full, ${kept.length} changes acknowledged\n`);
  for (const id of kept) expect((await fetch(`${address}/api/v1/requests/${id}`, { headers })).status).toBe(200);
});
