import { expect, it } from "vitest";
import { actionPlan, isShort } from "./actionPlan.ts";

const action = (name: string, ...blockers: string[]) => ({
  action: name,
  allowed: blockers.length === 0,
  needsReason: false,
  blockers: blockers.map((code) => ({ code, text: code })),
});

it("makes the first possible step forward primary, and puts the locked ones into the menu with their reasons", () => {
  const plan = actionPlan([action("sendForApproval", "basis_missing"), action("clarify"), action("accept"), action("cancel")]);
  expect(plan.primary?.action).toBe("accept");
  expect(plan.locked).toBeUndefined();
  expect(plan.lockedInMenu.map((one) => one.action)).toEqual(["sendForApproval"]);
  expect(plan.beside.map((one) => one.action)).toEqual(["clarify"]);
  expect(plan.menu.map((one) => one.action)).toEqual(["cancel"]);
});

it("locks the nearest step in the strip when none is possible, and the further ones in the menu", () => {
  const plan = actionPlan([action("plan", "approval_missing"), action("sendForApproval", "basis_missing"), action("cancel")]);
  expect(plan.primary).toBeUndefined();
  expect(plan.locked?.action).toBe("sendForApproval");
  expect(plan.lockedInMenu.map((one) => one.action)).toEqual(["plan"]);
});

it("does not press to wait while a task of one's own is open", () => {
  const plan = actionPlan([action("plan"), action("cancel")], true);
  expect(plan.primary).toBeUndefined();
  expect(plan.menu.map((one) => one.action)).toEqual(["plan", "cancel"]);
});

it("leaves an answer to the menu of the one who asked", () => {
  const actions = [action("answer"), action("sendForApproval")];
  expect(actionPlan(actions).primary?.action).toBe("answer");
  const asked = actionPlan(actions, false, true);
  expect([asked.primary?.action, asked.menu.map((one) => one.action)]).toEqual(["sendForApproval", ["answer"]]);
});

it("does not offer a step that is never needed", () => {
  const plan = actionPlan([action("sendForApproval", "nothing_to_approve"), action("plan", "open_task")]);
  expect(plan.locked?.action).toBe("plan");
  expect(plan.lockedInMenu).toEqual([]);
});

it("does not offer an answer without a question, nor what a rule refuses to this person", () => {
  const plan = actionPlan([action("answer", "no_question"), action("approve", "rule.s1_author")]);
  expect(plan).toEqual({ primary: undefined, beside: [], locked: undefined, menu: [], lockedInMenu: [] });
});

it("keeps what ends the request in the menu, also where nothing else is offered", () => {
  expect(isShort(actionPlan([action("cancel")]))).toBe(false);
  expect(isShort(actionPlan([action("withdraw"), action("reject")]))).toBe(false);
});

it("needs no menu for one or two lesser actions with nothing more pressing", () => {
  expect(isShort(actionPlan([action("withdraw")]))).toBe(true);
  expect(isShort(actionPlan([action("withdraw"), action("reassign")]))).toBe(true);
  expect(isShort(actionPlan([action("accept"), action("cancel")]))).toBe(false);
  expect(isShort(actionPlan([action("clarify"), action("cancel")]))).toBe(false);
  expect(isShort(actionPlan([action("sendForApproval", "basis_missing"), action("plan", "open_task"), action("cancel")]))).toBe(
    false,
  );
});
