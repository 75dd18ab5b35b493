import { DomainError, notFound, refuseIfBlocked, type Blocker } from "@tartip/domain/kernel/errors";
import { allKinds, type Kind } from "@tartip/domain/kernel/kinds";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { touchRecord } from "../../platform/db/transaction.ts";
import { kindOf, LINK_KINDS, type LinkChange, type LinkKind } from "../kinds.ts";
import { lockRecord, patchRecord, type RecordRow } from "../record.ts";
import { runsRecord, sightOf, wrongField } from "../sight.ts";
import { visibleIds } from "../visibility.ts";

export interface LinkRow {
  id: string;
  /** `chain` is made by a step that opens the next request, by no person. */
  link: LinkKind | "chain";
  /** `out` when this record is the one that refers. */
  direction: "out" | "in";
  other: { id: string; kind: Kind; number: string | null; title: string; status: string };
}

/** Links of a record whose other end the actor may see; the others do not exist for them. */
export async function listLinks(db: Db | Tx, ctx: Context, recordId: string): Promise<LinkRow[]> {
  await sightOf(db, ctx, recordId);
  const rows = await db
    .selectFrom("record_links as l")
    .innerJoin("records", (join) =>
      join.on((eb) =>
        eb.or([
          eb.and([eb("l.from_id", "=", recordId), eb("records.id", "=", eb.ref("l.to_id"))]),
          eb.and([eb("l.to_id", "=", recordId), eb("records.id", "=", eb.ref("l.from_id"))]),
        ]),
      ),
    )
    .select(["l.id", "l.kind as link", "l.from_id as fromId", "records.id as otherId"])
    .select(["records.kind", "records.number", "records.title", "records.status"])
    .where((eb) => eb.or([eb("l.from_id", "=", recordId), eb("l.to_id", "=", recordId)]))
    .orderBy("l.created_at")
    .orderBy("l.id")
    .execute();
  // reason: the statuses of records, held by the database, keep their kind to the union
  const seen = await visibleIds(db, ctx, rows.map((row) => row.otherId), rows.map((row) => row.kind as Kind)); // prettier-ignore
  return rows
    .filter((row) => seen.has(row.otherId))
    .map((row) => ({
      id: row.id,
      // reason: CHECK constraints keep both columns to their unions
      link: row.link as LinkRow["link"],
      direction: row.fromId === recordId ? "out" : "in",
      // reason: as above
      other: { id: row.otherId, kind: row.kind as Kind, number: row.number, title: row.title, status: row.status },
    }));
}

/**
 * Links two records the actor sees, by a person who answers for one of them. A second identical link is the first one.
 *
 * @throws DomainError `bad_input` when the other end is absent or invisible
 */
export async function addLink(tx: Tx, ctx: Context, recordId: string, toId: string, link: LinkKind): Promise<string> {
  const change: LinkChange = { change: "added", link, fromId: recordId, toId };
  const ends = await bothEnds(tx, ctx, recordId, toId);
  if (recordId === toId) throw wrongField("toId", "same_record");
  await enforceLinking(tx, ctx, ends, change);
  const made = await tx
    .insertInto("record_links")
    .values({ from_id: recordId, to_id: toId, kind: link, created_by: ctx.actor.id, created_at: ctx.now() })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!made) return existing(tx, change);
  await journal(tx, ctx, ends, change, made.id);
  return made.id;
}

/** Undoes a link of this record. */
export async function removeLink(tx: Tx, ctx: Context, recordId: string, linkId: string): Promise<void> {
  await sightOf(tx, ctx, recordId);
  const row = await tx
    .selectFrom("record_links")
    .select(["from_id as fromId", "to_id as toId", "kind"])
    .where("id", "=", linkId)
    .where((eb) => eb.or([eb("from_id", "=", recordId), eb("to_id", "=", recordId)]))
    .executeTakeFirst();
  if (!row || !LINK_KINDS.some((kind) => kind === row.kind)) throw notFound("link");
  // reason: checked in the line above
  const change: LinkChange = { change: "removed", link: row.kind as LinkKind, fromId: row.fromId, toId: row.toId };
  const ends = await bothEnds(tx, ctx, row.fromId, row.toId);
  await enforceLinking(tx, ctx, ends, change);
  await tx.deleteFrom("record_links").where("id", "=", linkId).execute();
  await journal(tx, ctx, ends, change, linkId);
}

interface Ends {
  from: RecordRow;
  to: RecordRow;
}

/** The end in the body, when invisible, is a wrong field; the one in the address stays a 404. */
async function bothEnds(tx: Tx, ctx: Context, fromId: string, toId: string): Promise<Ends> {
  const from = (await sightOf(tx, ctx, fromId)).record;
  const to = await sightOf(tx, ctx, toId).catch((error: unknown) => {
    throw error instanceof DomainError && error.code === "not_found" ? wrongField("toId", "unknown_record") : error;
  });
  return { from, to: to.record };
}

async function enforceLinking(tx: Tx, ctx: Context, { from, to }: Ends, change: LinkChange): Promise<void> {
  if (!runsRecord(ctx.actor, from) && !runsRecord(ctx.actor, to)) {
    throw new DomainError("forbidden", "answers for neither end", { key: "not_yours" });
  }
  for (const record of inLockOrder(from, to)) await lockRecord(tx, record.id, record.kind);
  const blockers: Blocker[] = [];
  for (const kind of new Set([from.kind, to.kind])) {
    blockers.push(...((await kindOf(kind).links?.blockers?.(tx, ctx, change)) ?? []));
  }
  refuseIfBlocked(blockers);
}

/** In the order of the list of kinds, as everywhere, then by id. */
function inLockOrder(...records: RecordRow[]): RecordRow[] {
  const order = allKinds();
  return records.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.id < b.id ? -1 : 1));
}

async function existing(tx: Tx, change: LinkChange): Promise<string> {
  const row = await tx
    .selectFrom("record_links")
    .select("id")
    .where("from_id", "=", change.fromId)
    .where("to_id", "=", change.toId)
    .where("kind", "=", change.link)
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Both records remember the link; a basis belongs to the card of the record that refers, so its version moves. */
async function journal(tx: Tx, ctx: Context, { from, to }: Ends, change: LinkChange, linkId: string): Promise<void> {
  for (const [record, other] of [
    [from, to],
    [to, from],
  ] as const) {
    // prettier-ignore
    const side = { link: change.link, record: other.id };
    const sides = change.change === "added" ? { after: side } : { before: side };
    await audit(tx, ctx, { action: `link.${change.change}`, recordId: record.id, entity: "link", entityId: linkId, ...sides });
    touchRecord(tx, record.id);
  }
  if (change.link === "basis") await patchRecord(tx, ctx, from.id, {});
  for (const kind of new Set([from.kind, to.kind])) await kindOf(kind).links?.changed?.(tx, ctx, change);
}
