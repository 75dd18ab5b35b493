import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { proveRounds, proveSeed } from "../../../../tools/testing/prove.ts";
import { randomFrom } from "../hardness/random.ts";
import { eventually } from "../kit/eventually.ts";
import { seedFolder, startRealServer, type RealServer } from "../kit/real-server.ts";

const STOPS = proveRounds(40);
const STREAMS = 6;
/** Longer than two signals may be one Ctrl+C. */
const SECOND_SIGNAL_MS = 1_200;
const START_TAKES_MS = 3_000;

let dataDir: string;
let token: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "tartip-stop-"));
  token = await seedFolder(dataDir);
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** A connection that sends these bytes and never reads an answer; resolves when they are on their way. */
async function send(address: string, text: string): Promise<Socket> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  // Cut off by the server's end: that is what it is for.
  socket.on("error", () => undefined);
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  await new Promise<void>((resolve) => socket.write(text, () => resolve()));
  return socket;
}

function head(method: string, url: string, rest: string[] = []): string {
  const lines = [`${method} /api/v1${url} HTTP/1.1`, "host: tartip", `authorization: Bearer ${token}`, ...rest];
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** Pages left open that read nothing, a body that never ends, and a connection kept for the next question. */
async function leaveOpen(address: string): Promise<void> {
  const body = ["content-type: application/json", "content-length: 100000"];
  await send(address, `${head("POST", "/requests", body)}{"type": "pay`);
  const asked = Array.from({ length: STREAMS }, () => send(address, head("GET", "/live")));
  const answered = await Promise.all([...asked, send(address, head("GET", "/requests"))]);
  // The server has taken them on; what it says stays unread.
  for (const socket of answered) if (socket.readableLength === 0) await once(socket, "readable");
}

function postmaster(): number | null {
  try {
    return Number(readFileSync(path.join(dataDir, "postgres/cluster/postmaster.pid"), "utf8").split("\n")[0]);
  } catch {
    return null;
  }
}

function lives(pid: number): boolean {
  try {
    // A zombie has ended; where nobody reaps it, it stays in the list.
    return !/^State:\s+Z/mu.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function nothingIsLeft(pid: number | null): Promise<void> {
  for (const socket of sockets.splice(0)) socket.destroy();
  const left = postmaster() ?? pid;
  // One that was ended at once may need a moment to let go.
  if (left !== null) await eventually(() => expect(lives(left)).toBe(false));
}

async function signalled(server: RealServer, signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
  server.child.kill(signal);
  return server.ended;
}

it.runIf(process.platform === "linux")(
  "stops in order with pages, bodies and connections open, and leaves nothing running",
  async () => {
    for (let round = 0; round < STOPS; round += 1) {
      const server = startRealServer(dataDir);
      await leaveOpen(await server.listening);
      const pid = postmaster();
      expect(pid).not.toBeNull();
      expect(await signalled(server, round % 2 === 0 ? "SIGTERM" : "SIGINT"), server.said()).toBe(0);
      expect(postmaster()).toBeNull();
      await nothingIsLeft(pid);
    }
  },
);

it.runIf(process.platform === "linux")("leaves nothing running when it is told to stop while it starts", async () => {
  const random = randomFrom(proveSeed("stop"));
  for (let round = 0; round < STOPS; round += 1) {
    const server = startRealServer(dataDir);
    await pause(random.below(START_TAKES_MS));
    await signalled(server, "SIGTERM");
    await nothingIsLeft(null);
  }
});

it.runIf(process.platform === "linux")("ends the database too when a second signal wants it at once", async () => {
  const server = startRealServer(dataDir);
  await leaveOpen(await server.listening);
  const pid = postmaster();
  server.child.kill("SIGTERM");
  await pause(SECOND_SIGNAL_MS);
  await signalled(server, "SIGTERM");
  await nothingIsLeft(pid);
});
