import type { RequestView } from "../../requestQueries.ts";
import { isOffered } from "../../../records/recordActions.ts";

export type RequestAction = RequestView["actions"][number];

/** What moves the request on, the most pressing first; the first that is possible is the page's one primary button. */
const FORWARD = ["approve", "answer", "accept", "take", "submit", "resubmit", "sendForApproval", "plan", "close"];
/** Beside it in the strip. */
const BESIDE = ["return", "clarify", "remind"];

export interface ActionPlan {
  primary: RequestAction | undefined;
  beside: readonly RequestAction[];
  /** The step forward when none is possible yet: locked in the strip, with the reason and the way to its cure. */
  locked: RequestAction | undefined;
  menu: readonly RequestAction[];
  /** Further steps that are not possible yet: at the end of the menu, each with its reason. */
  lockedInMenu: readonly RequestAction[];
}

/**
 * Puts the server's actions in their places; nothing is added to what it lists.
 *
 * @param ownTaskWaits a task waits for the reader or a queue of theirs: leaving the work to wait is then no step forward, but stays possible
 * @param ownQuestionWaits the reader asked the open question: they may answer it, but it is not theirs to do
 */
export function actionPlan(actions: readonly RequestAction[], ownTaskWaits = false, ownQuestionWaits = false): ActionPlan {
  const offered = actions.filter((one) => isOffered(one) && !isNeedless(one));
  const forward = FORWARD.flatMap((name) => offered.find(({ action }) => action === name) ?? []);
  const notNow = new Set([...(ownTaskWaits ? ["plan"] : []), ...(ownQuestionWaits ? ["answer"] : [])]);
  const primary = forward.find(({ action, allowed }) => allowed && !notNow.has(action));
  const beside = BESIDE.flatMap((name) => offered.find((one) => one.action === name && one.allowed) ?? []);
  const locked = forward.filter((one) => !one.allowed);
  const placed = new Set([primary, ...beside, ...locked]);
  const menu = offered.filter((one) => !placed.has(one) && one.allowed);
  return primary
    ? { primary, beside, locked: undefined, menu, lockedInMenu: locked }
    : { primary, beside, locked: locked[0], menu, lockedInMenu: locked.slice(1) };
}

/** Nothing more pressing than a few lesser actions: they need no menu to hide in. What ends the request is never all that is offered. */
export function isShort({ primary, beside, menu, lockedInMenu }: ActionPlan): boolean {
  if (menu.some(({ action }) => DANGEROUS.includes(action))) return false;
  return !primary && beside.length === 0 && menu.length <= 2 && lockedInMenu.length === 0;
}

/** Nothing will ever make this step possible here: another one leads on. */
function isNeedless({ blockers }: RequestAction): boolean {
  return blockers.some(({ code }) => code === "nothing_to_approve");
}

/** Presses that end or undo: said in red. */
export const DANGEROUS: readonly string[] = ["reject", "cancel"];
