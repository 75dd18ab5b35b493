import { answererOf, answerersInTurn } from "@tartip/domain/access/answerer";
import type { OrgSnapshot } from "@tartip/domain/access/organisation";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { keepersOf } from "@tartip/domain/access/rank";
import type { NoticeEvent } from "@tartip/domain/kernel/notices";
import type { RequestFacts } from "@tartip/domain/requests/facts";
import type { RequestType } from "@tartip/domain/requests/type";
import type { Context } from "../../../platform/context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import type { Awaited } from "../../../records/notices/awaits.ts";
import { tell } from "../../../records/notices/tell.ts";
import { addParticipant } from "../../../records/participants.ts";
import { loadOrg } from "../../access/questions.ts";
import type { CaseRow } from "../case-query.ts";
import type { RequestCase } from "../load.ts";

type TypeQueue = Pick<RequestType, "queue">;

/** A restricted request goes from its own people to those in whose queue it waited, and not to the managers of its author. */
function ownOf(org: OrgSnapshot, row: CaseRow, { queue }: TypeQueue): (string | null)[] | undefined {
  return row.restricted ? [row.subjectId, ...keepersOf(queue, org, row.branchId)] : undefined;
}

/** All who could answer for the request today, in their turn. */
export function answerersFor(org: OrgSnapshot, row: CaseRow, type: TypeQueue): string[] {
  return answerersInTurn(org, row, ownOf(org, row, type));
}

/** Who answers for the request today, and who is asked the open question. */
export async function answerersOf(
  db: Db | Tx,
  ctx: Pick<Context, "now">,
  row: CaseRow,
  type: TypeQueue,
): Promise<Pick<RequestFacts, "answererId" | "filerId" | "question">> {
  const org = await loadOrg(db, companyDay(ctx.now()), row.stamp);
  const own = ownOf(org, row, type);
  const find = (passOver: string | null) => answererOf(org, row, { own, passOver });
  const responsibleFirst = { ...row, authorId: row.assigneeId ?? row.authorId, assigneeId: row.authorId };
  const askedById = row.clarifyAskedBy;
  return {
    answererId: find(null),
    filerId: answererOf(org, responsibleFirst, { own }),
    question: askedById === null ? null : { askedById, askedId: find(askedById) },
  };
}

/** What a person who is awaited in the author's place is told; of a missing payment their day alone says. */
const TOLD: Partial<Record<Awaited["reason"], NoticeEvent | null>> = {
  clarify: "question",
  rework: "request_returned",
  close: "request_done",
  payment_needed: null,
};

/**
 * Who is awaited in the place of an author who left becomes a participant, as nothing else may show them the request, and
 * is told of what waits, once. Answers who became one.
 */
export async function inAuthorsPlace(
  tx: Tx,
  ctx: Context,
  { row }: Pick<RequestCase, "row">,
  awaited: readonly Awaited[],
): Promise<CaseRow["participants"]> {
  const { id, authorId } = row;
  const fresh = awaited.flatMap(({ personId, reason }) => {
    const event = TOLD[reason];
    return personId !== undefined && personId !== authorId && event !== undefined ? [{ personId, reason, event }] : [];
  });
  if (fresh.length === 0) return [];
  const added: CaseRow["participants"] = [];
  const known = await tx.selectFrom("awaits").select(["person_id as personId", "reason"]).where("record_id", "=", id).execute();
  for (const { personId, reason, event } of fresh) {
    if (known.some((one) => one.personId === personId && one.reason === reason)) continue;
    const isParty = row.participants.some((one) => one.personId === personId && one.role !== "watcher");
    if (!isParty) {
      await addParticipant(tx, ctx, id, personId, "approver");
      added.push({ personId, role: "approver" });
    }
    // The responsible hears of a return from the return itself.
    if (event === null || (reason === "rework" && personId === row.assigneeId)) continue;
    await tell(tx, ctx, [{ personId, recordId: id, event, why: "answerer" }]);
  }
  return added;
}
