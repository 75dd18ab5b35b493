import { blocker } from "@tartip/domain/kernel/blockers";
import type { Blocker } from "@tartip/domain/kernel/errors";
import { meaningOf } from "@tartip/domain/requests/meaning";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { LinkChange } from "../../../records/kinds.ts";
import { loadRecord } from "../../../records/record.ts";
import { loadType } from "../load.ts";

/**
 * Where the form names the basis, its link follows the form: by hand it would part from what was voted on, and stay
 * changeable after the card is frozen.
 */
export async function basisGuard(tx: Tx, _ctx: Context, { link, fromId }: LinkChange): Promise<Blocker[]> {
  if (link !== "basis" || (await loadRecord(tx, fromId)).kind !== "request") return [];
  const inForm = meaningOf(await loadType(tx, fromId)).basis?.document;
  return inForm === undefined ? [] : [blocker("basis_in_form", { kind: "field", target: inForm })];
}
