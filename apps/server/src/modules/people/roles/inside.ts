import { mayConfirmRole } from "@tartip/domain/access/second-person";
import { enforce } from "@tartip/domain/kernel/decision";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import type { NoticeEvent } from "@tartip/domain/kernel/notices";
import { audit } from "../../../platform/audit.ts";
import type { Context } from "../../../platform/context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { touchPerson } from "../../../platform/db/transaction.ts";
import { tell } from "../../../records/notices/tell.ts";
import { notifyActorChanged } from "../../access/commands.ts";
import { actingChanged, oneActingChange } from "../away/acting-changes.ts";
import { endOpenLinks } from "../password.ts";
import { awaitedFor, confirmers, makersOf, ownWord } from "./second-person.ts";
import { seesProposals, setsUp } from "./roles.ts";

/** Before and after the second word: no proposal stands. */
export const NO_PROPOSAL = { inside_proposed_by: null, inside_proposed_at: null };

interface Outsider {
  id: string;
  external: boolean;
  inside_proposed_by: string | null;
}

/**
 * S8: the ceiling of a contractor is lifted by two people, whatever the door. Whether this change of a card asks for
 * that; the first administrator decides alone while setting the company up.
 *
 * @throws DomainError `bad_input` when it is proposed already
 */
export async function needsSecondForInside(
  tx: Tx,
  ctx: Context,
  before: Outsider,
  external: boolean | undefined,
): Promise<boolean> {
  if (external !== false || !before.external || (await setsUp(tx, ctx))) return false;
  if (before.inside_proposed_by === null) return true;
  throw new DomainError("bad_input", "proposed already", { fields: [{ field: "external", code: "insideProposed" }] });
}

/** The contractor stays one until a second person says otherwise; all who may ever say so learn of it at once. */
export async function proposeInside(tx: Tx, ctx: Context, personId: string): Promise<void> {
  await tx
    .updateTable("people")
    .set({ inside_proposed_by: ctx.actor.id, inside_proposed_at: ctx.now() })
    .where("id", "=", personId)
    .execute();
  await audit(tx, ctx, { action: "person.inside_proposed", entity: "person", entityId: personId, after: { external: false } });
  const guardians = (await confirmers(tx)).map(({ id }) => id).filter((id) => id !== personId);
  await tellOf(tx, ctx, personId, "inside_proposed", { guardians });
}

/**
 * The second person's word on a contractor who is to become one of ours; the one who proposed it may withdraw.
 *
 * @throws DomainError `not_found` when nothing waits, `forbidden`, `segregation`
 */
export async function decideInside(tx: Tx, ctx: Context, personId: string, confirmed: boolean): Promise<void> {
  await oneActingChange(tx);
  const person = await tx
    .selectFrom("people")
    .select("inside_proposed_by as proposedById")
    .where("id", "=", personId)
    .where("inside_proposed_by", "is not", null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const proposedById = person?.proposedById;
  if (!proposedById || !(seesProposals(ctx) || proposedById === ctx.actor.id)) throw notFound("proposal");
  const withdrawn = !confirmed && proposedById === ctx.actor.id;
  if (!withdrawn) {
    const makers = (await makersOf(tx, [proposedById])).get(proposedById) ?? [];
    enforce(mayConfirmRole(await ownWord(tx, ctx), { personId, proposedById, proposerMadeByIds: makers }, ctx.now()));
  }
  await tx
    .updateTable("people")
    .set((eb) => ({ ...(confirmed ? { external: false } : {}), ...NO_PROPOSAL, version: eb("version", "+", 1) }))
    .where("id", "=", personId)
    .execute();
  if (confirmed) await follow(tx, ctx, personId);
  await audit(tx, ctx, {
    action: confirmed ? "person.inside_confirmed" : "person.inside_declined",
    entity: "person",
    entityId: personId,
    before: { external: true },
    after: { external: !confirmed, proposedBy: proposedById },
  });
  if (withdrawn) return;
  const guardians = (await confirmers(tx)).map(({ id }) => id).filter((id) => id !== proposedById && id !== personId);
  await tellOf(tx, ctx, personId, confirmed ? "inside_confirmed" : "inside_declined", { guardians, proposedById });
  const own = { personId, recordId: null, event: "own_inside_confirmed" as const, why: "own_account" };
  if (confirmed) await tell(tx, ctx, [own]);
}

/** The new rights count at once; a link made for the contractor's account opens nothing wider. */
async function follow(tx: Tx, ctx: Context, personId: string): Promise<void> {
  await endOpenLinks(tx, ctx, personId);
  notifyActorChanged(tx, personId);
  touchPerson(tx, personId);
  await actingChanged(tx, ctx, personId);
}

async function tellOf(
  tx: Tx,
  ctx: Context,
  personId: string,
  event: NoticeEvent,
  { guardians, proposedById }: { guardians: string[]; proposedById?: string },
): Promise<void> {
  const { name } = await tx.selectFrom("people").select("full_name as name").where("id", "=", personId).executeTakeFirstOrThrow();
  const about = { recordId: null, event, params: { name, personId } };
  await tell(tx, ctx, [
    ...(proposedById === undefined ? [] : [{ ...about, personId: proposedById, why: "inside_proposer" }]),
    ...guardians.map((id) => ({ ...about, personId: id, why: "role_guardian" })),
  ]);
}

/** Contractors whom somebody proposes to make one of ours; all of them, or one. A reader who sees no proposals has their own. */
export async function readInside(ctx: Context, personId?: string) {
  const { db } = ctx.app;
  const rows = await waiting(db, { personId, proposedById: seesProposals(ctx) ? undefined : ctx.actor.id });
  if (rows.length === 0) return [];
  const all = await confirmers(db);
  const proposers = rows.map(({ proposedById }) => proposedById);
  const makers = await makersOf(db, proposers);
  return rows.map((row) => {
    const awaited = awaitedFor(all, { ...row, proposerMadeByIds: makers.get(row.proposedById) ?? [] }, ctx.now());
    const mayDecide = awaited.some(({ id }) => id === ctx.actor.id);
    return {
      ...row,
      proposedAt: row.proposedAt.toISOString(),
      mayDecide,
      mayDecline: mayDecide || row.proposedById === ctx.actor.id,
      awaitedNames: awaited.map(({ name }) => name),
    };
  });
}

async function waiting(db: Db, { personId, proposedById }: Record<"personId" | "proposedById", string | undefined>) {
  const rows = await db
    .selectFrom("people as p")
    .innerJoin("people as proposer", "proposer.id", "p.inside_proposed_by")
    .select(["p.id as personId", "p.full_name as personName", "proposer.id as proposedById"])
    .select(["proposer.full_name as proposedByName", "p.inside_proposed_at as proposedAt"])
    .$if(personId !== undefined, (query) => query.where("p.id", "=", personId ?? ""))
    .$if(proposedById !== undefined, (query) => query.where("p.inside_proposed_by", "=", proposedById ?? ""))
    .orderBy("p.inside_proposed_at")
    .orderBy("p.id")
    .execute();
  return rows.flatMap(({ proposedAt, ...row }) => (proposedAt === null ? [] : [{ ...row, proposedAt }]));
}
