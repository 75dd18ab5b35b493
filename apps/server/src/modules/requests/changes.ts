import type { ParticipantRole } from "@tartip/domain/access/visibility";
import type { RunChange } from "../approvals/commands.ts";
import type { TaskMove } from "../tasks/commands.ts";
import type { CaseRow, CaseTask } from "./case-query.ts";

/** The row after the engine moved one of its tasks. */
export function withTaskMoved(row: CaseRow, { id, task: change, opened, joined, left }: TaskMove): CaseRow {
  const tasks = row.tasks.map((task) => {
    if (task.id === id) return { ...task, ...change, ...whoWorks(task, change.assigneeId) };
    return opened.includes(task.id) ? { ...task, status: "todo" as const } : task;
  });
  const stay = row.participants.filter((one) => one.personId !== left || one.role !== "task");
  return { ...row, tasks, participants: joined === null ? stay : withParticipant(stay, joined, "task") };
}

/** Who is named for a task is let in: nobody else can be chosen. */
function whoWorks(task: CaseTask, assigneeId: string | null | undefined): Pick<CaseTask, "assigneeWorks"> {
  const isSame = assigneeId === undefined || assigneeId === task.assigneeId;
  return { assigneeWorks: isSame ? task.assigneeWorks : assigneeId !== null };
}

/** The row after an event of its run. */
export function withRun(row: CaseRow, { rows, people }: RunChange): CaseRow {
  const participants = people.reduce(
    (standing, { personId, role, gone }) =>
      gone ? standing.filter((one) => one.personId !== personId || one.role !== role) : withParticipant(standing, personId, role),
    row.participants,
  );
  return { ...row, ...rows, participants };
}

/** The people of a record with one more in a role; who holds it already holds it once. */
export function withParticipant(people: CaseRow["participants"], personId: string, role: ParticipantRole) {
  const known = people.some((one) => one.personId === personId && one.role === role);
  return known ? people : [...people, { personId, role }];
}
