import { blocker, remindedLately } from "../kernel/blockers.ts";
import { isDay } from "../kernel/calendar.ts";
import { deadlineProblem } from "../deadlines/deadline.ts";
import { firstRefusal, noRight } from "../kernel/decision.ts";
import type { Decision } from "../kernel/decision.ts";
import type { Blocker } from "../kernel/errors.ts";
import { needs } from "../kernel/refusals.ts";
import { awaitsOthers } from "../kernel/reminders.ts";
import type { ReminderFacts } from "../kernel/reminders.ts";
import type { DocumentAction } from "./workflow.ts";

/** What the rules of a document look at. */
export interface DocumentFacts {
  /** Whether the person may change the card: the person who answers for it, while entitled, or who manages documents of its group. */
  runs: boolean;
  /** Whether the person has the right to manage documents of its group; being its author is not enough. */
  manages: boolean;
  /** Whether the rework waits for the person: the author, or who answers in the place of one who left. */
  answers: boolean;
  /** Whether documents of its kind are approved. */
  hasRoute: boolean;
  hasFile: boolean;
  /** Whether the card has the file that votes are about; an attachment beside it is not enough. */
  hasCardFile: boolean;
  /** What its kind requires and the card lacks, as blockers. */
  lacking: readonly Blocker[];
  /** Whether it was signed or registered once: a card given up before never counted. */
  wasSigned: boolean;
  reminder: ReminderFacts;
  /** The company's day. */
  today: string;
}

type Rule = (facts: DocumentFacts, personId: string) => Decision;

const byRunner: Rule = ({ runs }) => needs(runs, "no_permission");
const byVoter: Rule = () => noRight("only_approver");
const bySystem: Rule = () => noRight("only_system");

/** Who may take each action; the votes at a step are the engine's to judge. */
const RULES: Record<DocumentAction, Rule> = {
  sendForApproval: (facts) => firstRefusal(needs(facts.hasRoute, "no_permission"), needs(facts.runs, "no_permission")),
  // The person awaited for the rework sends it again, even without the right to add documents by now.
  resubmit: ({ runs, answers }) => needs(runs || answers, "no_permission"),
  recall: ({ answers }) => needs(answers, "only_answerer"),
  register: (facts, personId) => (facts.hasRoute ? noRight("only_after_approval") : byRunner(facts, personId)),
  // The one way past a route: for those who manage such documents, not for the author, and with a reason in the journal.
  enterSigned: ({ hasRoute, manages }) => needs(hasRoute && manages, "no_permission"),
  close: byRunner,
  extend: (facts, personId) => firstRefusal(byRunner(facts, personId), needs(facts.wasSigned, "never_signed")),
  remind: ({ runs, answers, reminder }, personId) =>
    firstRefusal(needs(runs || answers, "no_permission"), needs(awaitsOthers(reminder, personId), "nobody_to_remind")),
  return: byVoter,
  reject: byVoter,
  finishApproval: bySystem,
  expire: bySystem,
};

/** Whether the person may take an action on a document they can read. */
export function decideDocument(action: DocumentAction, facts: DocumentFacts, personId: string): Decision {
  return RULES[action](facts, personId);
}

/** What came here signed may have its file beside the card: cards of the old archive do. What counts again has one as well. */
const ENTERED: readonly string[] = ["register", "enterSigned", "extend"];
/** From here on the card does not change any more, so what its kind requires must stand there. */
const COMPLETE: readonly string[] = ["register", "enterSigned", "sendForApproval", "resubmit"];
const DECIDED_ON: readonly string[] = ["sendForApproval", "resubmit", "approve", "finishApproval"];

/**
 * What stands between the document and the action: what counts, or is decided on, has a file and all that its kind requires.
 *
 * @param input what came with the action; undefined while a page only asks
 */
export function documentBlockers(action: string, facts: DocumentFacts, input?: Readonly<Record<string, unknown>>): Blocker[] {
  const lacksFile = ENTERED.includes(action) ? !facts.hasFile : DECIDED_ON.includes(action) && !facts.hasCardFile;
  const file = lacksFile ? [blocker("document_file_missing", { kind: "file", target: "file" })] : [];
  const missing = [...file, ...(COMPLETE.includes(action) ? facts.lacking : [])];
  if (missing.length > 0) return missing;
  if (action === "extend" && input) return lastDay(input["validTo"], facts.today);
  return action === "remind" ? remindedLately(facts.reminder) : [];
}

/** The last day of a paper is a fact while the card is written, and a plan once it is extended: it would end again tonight. */
function lastDay(validTo: unknown, today: string): Blocker[] {
  const fix = { kind: "field", target: "validTo" } as const;
  if (!isDay(validTo)) return [blocker("last_day_missing", fix)];
  return deadlineProblem(validTo, today) ? [blocker("last_day_past", fix)] : [];
}
