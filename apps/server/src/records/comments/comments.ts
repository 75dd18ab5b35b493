import { DomainError, refuseIfBlocked } from "@tartip/domain/kernel/errors";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { touchRecord } from "../../platform/db/transaction.ts";
import { mentionedPeople, type Mentioned } from "./mentions.ts";
import { fileBlockers } from "../files/rules.ts";
import { kindOf } from "../kinds.ts";
import { tell, type Notice } from "../notices/tell.ts";
import { mentionsIn, plainText, richText } from "./sanitize.ts";
import { enforceAdding, sightOf, wrongField, type Sight } from "../sight.ts";

/** How long an author may still correct a comment. */
export const EDIT_WITHIN_MS = 15 * 60_000;

const EXCERPT = 140;

/** Questions, answers and decisions are comments too; only the transitions that carry them write those. */
export type CommentKind = "comment" | "question" | "answer" | "decision";

export interface NewComment {
  kind?: CommentKind;
  /** Light markup, see `richText`. */
  source: string;
  mentions?: string[];
  /** Whether outsiders of the record see it. */
  shared?: boolean;
  /** Files the author has just uploaded to the record. */
  fileIds?: string[];
}

/**
 * Adds a comment to a record the actor sees; it makes nobody's version stale. What an outsider writes is shared.
 *
 * @throws DomainError `bad_input` for a mention of somebody who may not see the record (or this comment)
 */
export async function addComment(tx: Tx, ctx: Context, recordId: string, input: NewComment): Promise<string> {
  const sight = await sightOf(tx, ctx, recordId);
  const shared = !sight.whole || input.shared === true;
  enforceAdding(ctx.actor, "comment.create", sight.record, shared);
  const { html, people } = await written(tx, ctx, sight, { ...input, shared });
  const { id } = await tx
    .insertInto("comments")
    .values({
      record_id: recordId,
      author_id: ctx.actor.id,
      source: input.source,
      html,
      kind: input.kind ?? "comment",
      mentions: people.map((person) => person.id),
      shared_with_external: shared,
      created_at: ctx.now(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await attachFiles(tx, ctx, { recordId, commentId: id, shared, fileIds: input.fileIds ?? [] });
  if (input.fileIds?.length) refuseIfBlocked(await fileBlockers(tx, ctx, sight.record, { change: "hang", fieldKey: null }));
  await audit(tx, ctx, {
    action: "comment.added",
    recordId,
    entity: "comment",
    entityId: id,
    after: { source: input.source, shared },
  });
  await tell(tx, ctx, await noticesOf(tx, ctx, sight, { id, source: input.source, shared, people }));
  if ((input.kind ?? "comment") === "comment") await kindOf(sight.record.kind).addedTo?.(tx, ctx, sight.record, "comment");
  touchRecord(tx, recordId);
  return id;
}

/** Corrects an own comment within fifteen minutes; only people who were not mentioned before are told. */
export async function editComment(tx: Tx, ctx: Context, recordId: string, id: string, source: string): Promise<void> {
  const sight = await sightOf(tx, ctx, recordId);
  const before = await lockOwn(tx, ctx, sight, id);
  if (ctx.now().getTime() - before.createdAt.getTime() > EDIT_WITHIN_MS) {
    throw new DomainError("forbidden", "the time to correct it is over", { key: "comment_too_old" });
  }
  const { html, people } = await written(tx, ctx, sight, { source, shared: before.shared });
  const mentions = people.map((person) => person.id);
  await tx.updateTable("comments").set({ source, html, mentions, edited_at: ctx.now() }).where("id", "=", id).execute();
  await audit(tx, ctx, {
    action: "comment.edited",
    recordId,
    entity: "comment",
    entityId: id,
    before: { source: before.source },
    after: { source },
  });
  const known = new Set(before.mentions);
  const fresh = people.filter((person) => !known.has(person.id));
  await tell(tx, ctx, mentionNotices(sight, { id, source, shared: before.shared, people: fresh }));
  touchRecord(tx, recordId);
}

/** Deletes one's own comment: the page no longer shows its text, only that there was a comment. */
export async function deleteComment(tx: Tx, ctx: Context, recordId: string, id: string): Promise<void> {
  const sight = await sightOf(tx, ctx, recordId);
  const before = await lockOwn(tx, ctx, sight, id);
  await tx.updateTable("comments").set({ deleted_at: ctx.now() }).where("id", "=", id).execute();
  await audit(tx, ctx, {
    action: "comment.deleted",
    recordId,
    entity: "comment",
    entityId: id,
    before: { source: before.source },
    after: null,
  });
  touchRecord(tx, recordId);
}

interface OwnComment {
  source: string;
  mentions: string[];
  shared: boolean;
  createdAt: Date;
}

async function lockOwn(tx: Tx, ctx: Context, sight: Sight, id: string): Promise<OwnComment> {
  const row = await tx
    .selectFrom("comments")
    .select([
      "author_id as authorId",
      "source",
      "mentions",
      "shared_with_external as shared",
      "created_at as createdAt",
      "deleted_at as deletedAt",
    ])
    .where("id", "=", id)
    .where("record_id", "=", sight.record.id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || row.deletedAt || (!sight.whole && !row.shared)) throw new DomainError("not_found", "no such comment");
  if (row.authorId !== ctx.actor.id) throw new DomainError("forbidden", "not the author's", { key: "comment_not_yours" });
  return row;
}

async function written(
  tx: Tx,
  ctx: Context,
  sight: Sight,
  input: { source: string; mentions?: string[]; shared: boolean },
): Promise<{ html: string; people: Mentioned[] }> {
  if (input.source.trim() === "") throw wrongField("source", "required");
  const ids = [...new Set([...mentionsIn(input.source), ...(input.mentions ?? [])])];
  const people = await mentionedPeople(tx, ctx, sight.record, { ids, shared: input.shared });
  return { html: richText(input.source, new Map(people.map((person) => [person.id, person.name]))), people };
}

/** Only files the actor has uploaded to this record, and that hang on no comment yet. */
async function attachFiles(
  tx: Tx,
  ctx: Context,
  { recordId, commentId, shared, fileIds }: { recordId: string; commentId: string; shared: boolean; fileIds: string[] },
): Promise<void> {
  if (fileIds.length === 0) return;
  const { numUpdatedRows } = await tx
    .updateTable("files")
    .set({ comment_id: commentId, shared_with_external: shared })
    .where("id", "in", fileIds)
    .where("record_id", "=", recordId)
    .where("uploaded_by", "=", ctx.actor.id)
    .where("comment_id", "is", null)
    .where("field_key", "is", null)
    .where("removed_at", "is", null)
    .executeTakeFirstOrThrow();
  if (Number(numUpdatedRows) !== new Set(fileIds).size) throw wrongField("fileIds", "unknown_file");
}

interface Told {
  id: string;
  source: string;
  shared: boolean;
  people: Mentioned[];
}

function mentionNotices(sight: Sight, told: Told): Notice[] {
  const params = { excerpt: excerptOf(told), commentId: told.id };
  return told.people.map((person) => ({
    personId: person.id,
    recordId: sight.record.id,
    event: "mentioned",
    why: "mentioned",
    params,
    dedup: `mention:${told.id}:${person.id}`,
  }));
}

/** The mentioned first; then author, responsible and watchers, each told once and for the strongest reason. */
async function noticesOf(tx: Tx, ctx: Context, sight: Sight, told: Told): Promise<Notice[]> {
  const notices = mentionNotices(sight, told);
  const { id: recordId, authorId, assigneeId, status } = sight.record;
  if (status === "draft") return notices;
  const followers = await tx
    .selectFrom("participants")
    .select(["person_id as id", "role"])
    .where("record_id", "=", recordId)
    .where("role", "in", ["watcher", "contractor"])
    .execute();
  const reasons = [
    { personId: authorId, why: "author" },
    { personId: assigneeId, why: "responsible" },
    ...followers.map(({ id, role }) => ({ personId: id, why: role })),
  ];
  const params = { excerpt: excerptOf(told), commentId: told.id };
  for (const { personId, why } of reasons) {
    if (personId === null || notices.some((notice) => notice.personId === personId)) continue;
    notices.push({ personId, recordId, event: "commented", why, params, dedup: `comment:${told.id}:${personId}` });
  }
  return told.shared ? notices : withoutOutsiders(tx, notices);
}

/** An internal comment does not exist for outsiders, and neither does its notice. */
async function withoutOutsiders(tx: Tx, notices: Notice[]): Promise<Notice[]> {
  if (notices.length === 0) return notices;
  const ids = notices.map((notice) => notice.personId);
  const inside = await tx.selectFrom("people").select("id").where("id", "in", ids).where("external", "=", false).execute();
  const told = new Set(inside.map((row) => row.id));
  return notices.filter((notice) => told.has(notice.personId));
}

function excerptOf({ source, people }: Told): string {
  return plainText(source, new Map(people.map((person) => [person.id, person.name]))).slice(0, EXCERPT);
}
