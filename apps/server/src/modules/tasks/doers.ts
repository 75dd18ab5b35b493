import { DomainError } from "@tartip/domain/kernel/errors";
import type { TaskFacts } from "@tartip/domain/tasks/facts";
import { mayDoWork } from "@tartip/domain/tasks/policy";
import type { Tx } from "../../platform/db/database.ts";
import { removeParticipant } from "../../records/participants.ts";

/** Work goes to people who are there, and restricted work to nobody outside: they would not see it. @throws DomainError `bad_input` on `assigneeId` */
export async function refuseAbsentDoer(tx: Tx, personId: string, { restricted }: { restricted: boolean }): Promise<void> {
  const person = await tx.selectFrom("people").select(["active", "external"]).where("id", "=", personId).executeTakeFirst();
  if (person?.active && !(restricted && person.external)) return;
  throw new DomainError("bad_input", "nobody to give it to", { fields: [{ field: "assigneeId", code: "referenceInvalid" }] });
}

/** Work goes to nobody whom its step keeps away: they could not even begin it. @throws DomainError `bad_input` on `assigneeId` */
export function refuseBarredDoer(personId: string, facts: TaskFacts): void {
  const decision = mayDoWork(personId, facts);
  if (decision.allowed) return;
  const code = decision.rule === "own_result" ? "doerOwnResult" : "doerBarred";
  throw new DomainError("bad_input", `kept away: ${decision.rule}`, { fields: [{ field: "assigneeId", code }] });
}

/** A person without a task on the request no longer sees it by one. Call it after the task went to somebody else; answers whether they left. */
export async function leaveRequest(tx: Tx, requestId: string, personId: string): Promise<boolean> {
  const other = await tx
    .selectFrom("tasks")
    .innerJoin("records", "records.id", "tasks.id")
    .select("tasks.id")
    .where("tasks.parent_record_id", "=", requestId)
    .where("records.assignee_id", "=", personId)
    .limit(1)
    .executeTakeFirst();
  if (!other) await removeParticipant(tx, requestId, personId, "task");
  return !other;
}
