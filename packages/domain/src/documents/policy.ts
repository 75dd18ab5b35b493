import { blocker, remindedLately } from "../kernel/blockers.ts";
import { isDay } from "../kernel/calendar.ts";
import { firstRefusal, noRight } from "../kernel/decision.ts";
import type { Decision } from "../kernel/decision.ts";
import type { Blocker } from "../kernel/errors.ts";
import { needs } from "../kernel/refusals.ts";
import { awaitsOthers } from "../kernel/reminders.ts";
import type { ReminderFacts } from "../kernel/reminders.ts";
import type { DocumentAction } from "./workflow.ts";

/** What the rules of a document look at. */
export interface DocumentFacts {
  /** Whether the person answers for the card: its author while still entitled, or a person who manages documents of its group. */
  runs: boolean;
  isAuthor: boolean;
  /** Whether documents of its kind are approved. */
  hasRoute: boolean;
  hasFile: boolean;
  /** Whether the card has the file that votes are about; an attachment beside it is not enough. */
  hasCardFile: boolean;
  /** Whether it was signed or registered once: a card given up before never counted. */
  wasSigned: boolean;
  reminder: ReminderFacts;
}

type Rule = (facts: DocumentFacts, personId: string) => Decision;

const byRunner: Rule = ({ runs }) => needs(runs, "no_permission");
const byVoter: Rule = () => noRight("only_approver");
const bySystem: Rule = () => noRight("only_system");

/** Who may take each action; the votes at a step are the engine's to judge. */
const RULES: Record<DocumentAction, Rule> = {
  sendForApproval: (facts) => firstRefusal(needs(facts.hasRoute, "no_permission"), needs(facts.runs, "no_permission")),
  // The person awaited for the rework sends it again, even without the right to add documents by now.
  resubmit: ({ runs, isAuthor }) => needs(runs || isAuthor, "no_permission"),
  register: byRunner,
  close: byRunner,
  extend: (facts, personId) => firstRefusal(byRunner(facts, personId), needs(facts.wasSigned, "never_signed")),
  remind: ({ runs, isAuthor, reminder }, personId) =>
    firstRefusal(needs(runs || isAuthor, "no_permission"), needs(awaitsOthers(reminder, personId), "nobody_to_remind")),
  return: byVoter,
  reject: byVoter,
  finishApproval: bySystem,
  expire: bySystem,
};

/** Whether the person may take an action on a document they can read. */
export function decideDocument(action: DocumentAction, facts: DocumentFacts, personId: string): Decision {
  return RULES[action](facts, personId);
}

const DECIDED_ON: readonly string[] = ["sendForApproval", "resubmit", "approve", "finishApproval"];

/**
 * What stands between the document and the action: what counts, or is decided on, has a file.
 *
 * @param input what came with the action; undefined while a page only asks
 */
export function documentBlockers(action: string, facts: DocumentFacts, input?: Readonly<Record<string, unknown>>): Blocker[] {
  const lacksFile = action === "register" ? !facts.hasFile : DECIDED_ON.includes(action) && !facts.hasCardFile;
  if (lacksFile) return [blocker("field_required", { kind: "file", target: "file" }, { field: "file" })];
  if (action === "extend" && input && !isDay(input["validTo"]))
    return [blocker("field_required", { kind: "field", target: "validTo" }, { field: "validTo" })];
  return action === "remind" ? remindedLately(facts.reminder) : [];
}
