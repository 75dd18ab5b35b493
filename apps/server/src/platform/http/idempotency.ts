import { createHash } from "node:crypto";
import { DomainError } from "@tartip/domain/kernel/errors";
import type { FastifyReply, FastifyRequest } from "fastify";
import { sql } from "kysely";
import type { App } from "../app.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../db/database.ts";
import { inTransaction } from "../db/transaction.ts";
import type { JobDefinition, Schedule } from "../jobs.ts";
import { forgetOldDevices } from "../session/known-devices.ts";

export interface Answer<T = unknown> {
  status: number;
  body: T;
}

const KEEP_DAYS = 8;
const KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * Does `work` at most once per actor and `Idempotency-Key`, in one transaction with the key's own row.
 *
 * A twin that comes meanwhile waits on the row and then gets the first answer, byte for byte.
 *
 * @throws DomainError `bad_input` when the header is missing or malformed, `idempotency_conflict` when the key
 * was used for another request
 */
export async function idempotent<T>(
  ctx: Context,
  request: FastifyRequest,
  work: (tx: Tx) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const key = keyOf(request);
  if (!key) {
    throw new DomainError("bad_input", "Idempotency-Key is missing or malformed", {
      fields: [{ field: "Idempotency-Key", code: "required" }],
    });
  }
  const hash = hashOf(request);
  return inTransaction(ctx.app, async (tx) => {
    const replayed = await claim<T>(tx, ctx, key, hash);
    if (replayed) return replayed;
    const answer = await work(tx);
    const response = JSON.stringify(answer.body ?? null);
    await tx
      .updateTable("idempotency")
      .set({ status: answer.status, response })
      .where("actor_id", "=", ctx.actor.id)
      .where("key", "=", key)
      .execute();
    return answer;
  });
}

/** As `idempotent`, but a request without the header is simply done. */
export function maybeIdempotent<T>(
  ctx: Context,
  request: FastifyRequest,
  work: (tx: Tx) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const absent = request.headers["idempotency-key"] === undefined;
  return absent ? inTransaction(ctx.app, work) : idempotent(ctx, request, work);
}

/** Sends the answer of `idempotent` through the route's own response schema. */
export function sendAnswer<T>(reply: FastifyReply, answer: Answer<T>): T {
  void reply.code(answer.status);
  return answer.body;
}

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers["idempotency-key"];
  return typeof key === "string" && KEY.test(key) ? key : null;
}

function hashOf(request: FastifyRequest): Buffer {
  const text = `${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`;
  return createHash("sha256").update(text).digest();
}

/** Inserting the row is what makes a twin wait; the stored answer comes back when this request is the twin. */
async function claim<T>(tx: Tx, ctx: Context, key: string, hash: Buffer): Promise<Answer<T> | null> {
  const inserted = await tx
    .insertInto("idempotency")
    .values({ actor_id: ctx.actor.id, key, request_hash: hash, created_at: ctx.now() })
    .onConflict((conflict) => conflict.doNothing())
    .returning("key")
    .executeTakeFirst();
  if (inserted) return null;
  const first = await tx
    .selectFrom("idempotency")
    .select(["request_hash", "status", "response"])
    .where("actor_id", "=", ctx.actor.id)
    .where("key", "=", key)
    .executeTakeFirstOrThrow();
  if (!first.request_hash.equals(hash)) throw new DomainError("idempotency_conflict", "this key was used for another request");
  // reason: the text was made by JSON.stringify of an Answer<T> of the same route and body
  return { status: first.status ?? 200, body: JSON.parse(first.response ?? "null") as T };
}

const job: JobDefinition = { name: "platform.forget_old_keys", run: forgetOldKeys };
const schedule: Schedule = { name: job.name, cron: "20 3 * * *" };

/** Keys are promised for seven days. */
export const idempotencyCleanup = { job, schedule };

async function forgetOldKeys(app: App): Promise<void> {
  const now = app.clock.now();
  const before = new Date(now.getTime() - KEEP_DAYS * 86_400_000);
  await sql`delete from idempotency where created_at < ${before}`.execute(app.db);
  await sql`delete from login_attempts where at < ${before}`.execute(app.db);
  await forgetOldDevices(app.db, now);
}
