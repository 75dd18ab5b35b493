import { placeOf, pageOf, type Blocking, type Page, type Part, type State } from "./look.ts";
import type { World } from "./world.ts";

/** One thing a person could press in a state, told so that it can be pressed in another walk that stands there too. */
export interface Offer {
  /** Where: `placeOf` its record. */
  place: string;
  kind: string;
  action: string;
  /** Which of several ways to press it. */
  choice: string;
  by: string;
  /** Whether the person is awaited here, rather than one who may do it all the same. */
  asked: boolean;
}

export function tellOffer({ place, action, choice, by }: Offer, names: ReadonlyMap<string, string>): string {
  return `${names.get(by) ?? by}: ${action}${choice && ` (${choice})`} on ${place}`;
}

/** What an awaited person finds where they are awaited: nothing to press and nothing to mend is a dead end. */
export interface Found {
  offers: Offer[];
  /** Blockers that say where they are cured. */
  cures: Blocking[];
}

/** Everything the person could press in this state. Of records that stand at one place, the first that offers something is tried. */
export async function offersOf({ test }: World, state: State, by: string, asked: boolean): Promise<Found> {
  const found: Found = { offers: [], cures: [] };
  const places = new Set<string>();
  for (const part of state.parts) {
    const place = placeOf(part);
    if (places.has(place) || (!part.open && part !== state.root && !isMissed(state, part))) continue;
    const page = await pageOf(test, part, by);
    if (!page) continue;
    const offer = { place, kind: part.kind, by, asked };
    for (const action of page.actions) {
      for (const choice of choicesOf(part, page, action, by)) found.offers.push({ ...offer, action: action.action, choice });
      if (!action.allowed) found.cures.push(...action.blockers.filter((one) => one.fix !== undefined));
    }
    if (found.offers.some((one) => one.place === place)) places.add(place);
    if (state.awaited.some((one) => one.reason === "confirm_account" && one.personId === by && one.recordId === part.id))
      found.offers.push({ ...offer, action: "confirmAccount", choice: "" });
  }
  return found;
}

/** What was called off can be brought back, and an order that led to no payment is placed again. */
function isMissed(state: State, { kind, status, name }: Part): boolean {
  return kind === "task" && (status === "cancelled" || (status === "done" && isToOrder(state, name)));
}

function isToOrder({ awaited }: State, name: string): boolean {
  return name === "order" && awaited.some(({ reason }) => reason === "payment_needed");
}

/** Name somebody else. */
const BESIDE_PEOPLE: readonly string[] = ["reassign", "addApprover"];

type Action = Page["actions"][number];

function choicesOf(part: Part, page: Page, { action, allowed, blockers }: Action, by: string): string[] {
  if (!allowed && !blockers.every((one) => isCurable(part, one))) return [];
  // Nobody but the department sees such a record, so that it is handed on to nobody the walk knows.
  if (part.name === "hr" && BESIDE_PEOPLE.includes(action) && (page.votes ?? []).length > 0) return [];
  switch (`${part.kind}.${action}`) {
    case "request.return":
      return page.tasks?.some((task) => task.status === "done" && task.mayBeRedone) ? ["author", "step"] : ["author"];
    case "request.returnDone":
      return redoable(page, by) ? ["again", "new"] : ["new"];
    case "request.reopen":
      if (part.status !== "closed") return ["plain"];
      return redoable(page, null) ? ["again", "new"] : ["new"];
    case "invoice.pay":
      return page.paidMinor === 0 ? ["whole", "part"] : ["whole"];
    default:
      return [""];
  }
}

export function redoable(page: Page, except: string | null) {
  return page.tasks?.find((task) => task.status === "done" && task.mayBeRedone && task.assignee?.id !== except);
}

/** What the one who presses can bring in the same visit: words, a file, a field of the form, a paper, the work to be done. */
function isCurable(part: Part, { code, params, fix }: Blocking): boolean {
  if (code === "closes_by_fact") return params?.["fact"] === "closingDocumentLinked";
  if (code === "closing_document_missing") return part.kind === "invoice" || part.kind === "task";
  if (code === "nothing_changed") return true;
  if (fix?.kind === "file") return code !== "paper_needed";
  return fix?.kind === "field" && fix.target !== "assignee";
}

/** Pressed once for each kind, status and action, and walked on from to the end: beside the way, or back to where it came from. */
const BESIDE: readonly string[] = ["remind", "clarify", "withdraw", "reassign", "addApprover"];

export function isBeside({ action }: Offer): boolean {
  return BESIDE.includes(action);
}

/** Leads on towards the end, the most urgent first. */
const FORWARD: readonly string[] = [
  "answer",
  "submit",
  "accept",
  "take",
  "start",
  "handIn",
  "sendForApproval",
  "resubmit",
  "approve",
  "confirmAccount",
  "reassign",
  "plan",
  "register",
  "sendToPayment",
  "pay",
  "waivePayment",
  "close",
  "restore",
  "reopen",
];

/** How far ahead of the others it is tried; negative for a way that does not lead to the end. */
export function forwardRank({ action, choice, kind }: Offer): number {
  const at = FORWARD.indexOf(action);
  // A record that is open again is further from its end; a task is where it is looked at for that.
  return at < 0 || choice === "part" || (action === "reopen" && kind !== "task") ? -1 : FORWARD.length - at;
}
