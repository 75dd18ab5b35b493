import { mayNameHead } from "@tartip/domain/access/segregation";
import { demand, type BlockerCode } from "@tartip/domain/kernel/blockers";
import { enforce } from "@tartip/domain/kernel/decision";
import type { Blocker, FieldError } from "@tartip/domain/kernel/errors";
import type { Label } from "@tartip/domain/kernel/label";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { touchPerson } from "../../platform/db/transaction.ts";
import { tell } from "../../records/notices/tell.ts";
import { notifyActorChanged } from "../access/commands.ts";
import { actingChanged, guardHead } from "../people/commands.ts";
import { confirmers } from "../people/questions.ts";
import { settings } from "../reference/questions.ts";
import { headsFrom, works } from "./queries.ts";

interface Headed {
  name: Label;
  headId: string | null;
  parentId?: string | null;
}

/** A newly named head or owner must work here; who stood there before is left alone. */
export async function headProblem(
  tx: Tx,
  field: string,
  personId: string | null,
  before: string | null | undefined,
): Promise<FieldError[]> {
  if (personId === null || personId === before) return [];
  return (await works(tx, personId)) ? [] : [{ field, code: "personUnfit" }];
}

/**
 * Heading a place gives sight and votes: rights are read again, and open steps go to the present head. So does a place that is
 * moved, or left without a head of its own: the nearest above decides for it, and all above see it.
 *
 * @throws DomainError `segregation` (S7) when the actor names themselves, or brings a place under themselves
 */
export async function followHeads(tx: Tx, ctx: Context, after: Headed, before: Headed | null): Promise<void> {
  if (before && before.headId === after.headId && before.parentId === after.parentId) return;
  const own = [before?.headId, after.headId].filter((id) => typeof id === "string");
  // A new place has nobody yet whose work one could decide.
  const was = before ? await lineOf(tx, before) : [];
  const is = before ? await lineOf(tx, after) : own;
  const [head = null] = is;
  const isNew = head !== null && head !== was[0];
  notifyActorChanged(tx);
  for (const id of new Set([...own, ...was, ...is])) touchPerson(tx, id);
  if (ctx.via !== "seed") {
    const gain = is.filter((id) => !was.includes(id));
    for (const id of isNew ? [head, ...gain] : gain) enforce(mayNameHead(ctx.actor.id, id));
  }
  if (isNew) {
    await guardHead(tx, ctx, head);
    await tellOfHead(tx, ctx, head, after.name);
  }
  if (!before) return;
  const [former] = was;
  for (const id of new Set([former, head])) if (id) await actingChanged(tx, ctx, id);
}

/** Who decides for the place, and who stands above them by the chart. A branch stands under none. */
async function lineOf(tx: Tx, { headId, parentId = null }: Headed): Promise<string[]> {
  return [...(headId === null ? [] : [headId]), ...(await headsFrom(tx, parentId))];
}

/** A head decides by the chart alone: those who confirm guarded roles hear of a new one at once, once the company is set up. */
async function tellOfHead(tx: Tx, ctx: Context, personId: string, { ru, kk, en }: Label): Promise<void> {
  if (ctx.via === "seed" || !(await settings(tx)).setUpClosed) return;
  const { name } = await tx.selectFrom("people").select("full_name as name").where("id", "=", personId).executeTakeFirstOrThrow();
  const params = { name, personId, place_ru: ru, place_kk: kk, place_en: en };
  const about = { recordId: null, event: "head_named" as const, why: "role_guardian", params };
  const guardians = (await confirmers(tx)).filter(({ id }) => id !== personId);
  await tell(tx, ctx, guardians.map(({ id }) => ({ ...about, personId: id }))); // prettier-ignore
}

/** Says how many still hang on a row, if any. */
export function hangingOn(code: BlockerCode, count: number): Blocker[] {
  return demand(count === 0, code, undefined, { count });
}
