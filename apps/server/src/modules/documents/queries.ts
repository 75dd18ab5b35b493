import { notFound } from "@tartip/domain/kernel/errors";
import type { Context } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { listFiles } from "../../records/files/files.ts";
import { listLinks } from "../../records/links/links.ts";
import { sightOf } from "../../records/sight.ts";
import { actionsFor } from "../../records/transition.ts";
import { documentRecordKind, loadFacts } from "./kind.ts";
import { EDITABLE } from "./service.ts";
import { presentDocument, selectDocuments } from "./list.ts";

/** One card with its files and links. @throws DomainError `not_found` */
export async function readDocument(ctx: Context, id: string) {
  const { db } = ctx.app;
  const row = await selectDocuments(ctx).where("records.id", "=", id).executeTakeFirst();
  if (!row) throw notFound("document");
  const sight = await sightOf(db, ctx, id);
  const facts = await inTransaction(ctx.app, (tx) => loadFacts(tx, ctx, id));
  const author = await db
    .selectFrom("people")
    .select(["id", "full_name as name"])
    .where("id", "=", row.authorId)
    .executeTakeFirstOrThrow();
  return {
    ...presentDocument(ctx, row),
    author,
    version: row.version,
    files: (await listFiles(db, ctx, id)).items,
    links: sight.whole ? await listLinks(db, ctx, id) : [],
    actions: actionsFor(documentRecordKind, ctx, facts),
    may: { edit: facts.runs && EDITABLE.includes(row.status) },
  };
}
