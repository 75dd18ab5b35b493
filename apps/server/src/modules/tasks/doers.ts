import { DomainError } from "@tartip/domain/kernel/errors";
import type { FieldCode } from "@tartip/domain/kernel/field-codes";
import { needsInsider, stepOf } from "@tartip/domain/requests/type";
import type { TaskFacts } from "@tartip/domain/tasks/facts";
import { mayDoWork } from "@tartip/domain/tasks/policy";
import type { Tx } from "../../platform/db/database.ts";
import { removeParticipant } from "../../records/participants.ts";
import type { TaskCase } from "./load.ts";

/** What a doer must be for the work to be done. */
interface WorkPlace {
  restricted: boolean;
  /** Whether an outsider could not finish it. */
  insidersOnly?: boolean;
}

/**
 * Work goes to people who are there, and to nobody outside what they would not see or could not finish.
 *
 * @throws DomainError `bad_input` on `assigneeId`
 */
export async function refuseAbsentDoer(tx: Tx, personId: string, { restricted, insidersOnly = false }: WorkPlace): Promise<void> {
  const person = await tx.selectFrom("people").select(["active", "external"]).where("id", "=", personId).executeTakeFirst();
  if (!person?.active) throw refused("nobody to give it to", "referenceInvalid");
  if (person.external && (restricted || insidersOnly)) throw refused("nobody from outside", "doerExternal");
}

/** Whether the task is a step that an outsider could not finish. */
export function isForInsiders({ row, type }: TaskCase): boolean {
  if (!type || row.stepKey === null) return false;
  const step = stepOf(type, row.stepKey);
  return step !== undefined && needsInsider(type, step);
}

/** Work goes to nobody whom its step keeps away: they could not even begin it. @throws DomainError `bad_input` on `assigneeId` */
export function refuseBarredDoer(personId: string, facts: TaskFacts): void {
  const decision = mayDoWork(personId, facts);
  if (decision.allowed) return;
  const code = decision.rule === "own_result" ? "doerOwnResult" : "doerBarred";
  throw refused(`kept away: ${decision.rule}`, code);
}

function refused(message: string, code: FieldCode): DomainError {
  return new DomainError("bad_input", message, { fields: [{ field: "assigneeId", code }] });
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
