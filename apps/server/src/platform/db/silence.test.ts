import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { toDomainError } from "../http/translate-errors.ts";
import { openDatabase, openPool, type Db } from "./database.ts";

let test: TestApp;
let line: Line;
let db: Db;

beforeAll(async () => {
  test = await startTestApp({ modules: [] });
  line = await openLine(new URL(test.appUrl));
  db = openDatabase(openPool(line.url, { max: 1, silenceMs: 4_000 }));
});
afterAll(async () => {
  await db.destroy();
  line.close();
  await test.stop();
});

/** A way to the database whose connections can fall silent without being closed. */
interface Line {
  url: string;
  /** Those open now; later ones speak. */
  fallSilent(): void;
  close(): void;
}

async function openLine(target: URL): Promise<Line> {
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    sockets.push(near, far);
    near.pipe(far).on("error", () => near.destroy());
    far.pipe(near).on("error", () => far.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(target);
  // reason: a TCP server that listens has an address of this shape
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    fallSilent: () => sockets.forEach((socket) => socket.unpipe().pause()),
    close() {
      server.close();
      sockets.forEach((socket) => socket.destroy());
    },
  };
}

const kept = async () =>
  (await sql<{ name: string }>`select name from keys where name like 'silence%'`.execute(test.app.db)).rows;

it("takes a new connection after one that fell silent", async () => {
  const read = () => sql<{ one: number }>`select 1 as one`.execute(db);
  await read();
  line.fallSilent();
  await expect(read()).rejects.toSatisfy((error) => toDomainError(error)?.code === "unavailable");
  await expect(read()).resolves.toMatchObject({ rows: [{ one: 1 }] });
});

it("says in bounded time that a silent database cannot be reached, and leaves nothing half done behind", async () => {
  const work = db.transaction().execute(async (tx) => {
    await tx.insertInto("keys").values({ name: "silence-half", value: "x" }).execute();
    line.fallSilent();
    await tx.insertInto("keys").values({ name: "silence-rest", value: "x" }).execute();
  });
  const error = await work.catch((reason: unknown) => reason);
  expect(toDomainError(error)?.code).toBe("unavailable");
  await db.transaction().execute((tx) => tx.insertInto("keys").values({ name: "silence-after", value: "x" }).execute());
  expect(await kept()).toEqual([{ name: "silence-after" }]);
});
