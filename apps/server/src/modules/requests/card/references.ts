import { mayNameSubstitute } from "@tartip/domain/access/segregation";
import type { FieldError } from "@tartip/domain/kernel/errors";
import { meaningOf, textAt } from "@tartip/domain/requests/meaning";
import { allFields, type FieldType, type RequestType } from "@tartip/domain/requests/type";
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { visibleIds } from "../../../records/visibility.ts";
import { notOffered, type OfferedList } from "../../organisation/questions.ts";
import { nameable } from "./basis.ts";
import type { Values } from "../money/expense.ts";

/** Where the ids of a field of this type must be found alive. */
const LISTS: Partial<Record<FieldType, OfferedList>> = {
  user: "people",
  department: "departments",
  branch: "branches",
  project: "projects",
  costItem: "cost_items",
  counterparty: "counterparties",
  knp: "knp",
  currency: "currencies",
};

/**
 * Choices that are not there (any more), or that this person may not see. What stood on the card before is left
 * alone: a closed project does not make an old request wrong.
 */
export async function unknownReferences(
  tx: Tx,
  ctx: Context,
  type: RequestType,
  values: Values,
  before: Values,
): Promise<FieldError[]> {
  const chosen = allFields(type).flatMap((field) => {
    const value = values[field.key];
    const isNew = typeof value === "string" && value !== "" && value !== before[field.key];
    return isNew ? [{ field: field.key, type: field.type, value }] : [];
  });
  const listed = chosen.flatMap((one) => {
    const list = LISTS[one.type];
    return list === undefined ? [] : [{ field: one.field, list, value: one.value }];
  });
  const unknown = await notOffered(tx, listed);
  const records = chosen.filter((one) => one.type === "document" || one.type === "counterparty");
  const seen = await visibleIds(tx, ctx, records.map((one) => one.value)); // prettier-ignore
  const hidden = records.filter((one) => !seen.has(one.value));
  const ofSupplier = new Set(await nameableBySupplier(tx, type, values, hidden.map((one) => one.value))); // prettier-ignore
  const unseen = hidden.filter((one) => !ofSupplier.has(one.value)).map((one) => one.field);
  const stranger = await strangerToPersonal(tx, type, chosen.find((one) => one.field === "assignee")?.value);
  const lost = [...new Set([...unknown, ...unseen, ...stranger])].map((field) => ({ field, code: "unknownReference" }));
  return [...lost, ...ownHand(ctx, type, values, before)];
}

/**
 * S7 begins where the substitute is written down: an approved leave arranges what its form names. Who is stood in for
 * may be named last, so that the pair is asked about whichever of the two changed.
 */
function ownHand(ctx: Context, type: RequestType, values: Values, before: Values): FieldError[] {
  const { subjectField } = type;
  const named = meaningOf(type).leave?.substitute;
  if (named === undefined) return [];
  const pair = (of: Values) => [subjectField === undefined ? null : (of[subjectField] ?? null), of[named] ?? null];
  const [subject, substitute] = pair(values);
  const [oldSubject, oldSubstitute] = pair(before);
  if (typeof substitute !== "string" || subject === substitute) return [];
  if (subject === oldSubject && substitute === oldSubstitute) return [];
  const principalId = typeof subject === "string" ? subject : "";
  const { allowed } = mayNameSubstitute(ctx.actor.id, principalId, substitute);
  return allowed ? [] : [{ field: named, code: "substituteOwnHand" }];
}

/** Who answers for a personal request must be of the role that reads it. */
async function strangerToPersonal(tx: Tx, type: RequestType, assigneeId: string | undefined): Promise<string[]> {
  if (!type.restricted || assigneeId === undefined) return [];
  const { rows } = await sql`
    select 1 from person_roles h join roles r on r.id = h.role_id where h.person_id = ${assigneeId} and r.code = ${type.queue.role}`.execute(
    tx,
  );
  return rows.length > 0 ? [] : ["assignee"];
}

/** A person may name a document they cannot open as the basis, as long as it is the chosen supplier's. */
async function nameableBySupplier(tx: Tx, type: RequestType, values: Values, ids: readonly string[]): Promise<string[]> {
  const supplier = textAt(values, meaningOf(type).counterparty);
  return supplier === "" ? [] : nameable(tx, ids, supplier);
}
