import { DomainError } from "../kernel/errors.ts";
import { KINDS, ruleOf } from "../kernel/kinds.ts";
import type { Grant } from "./actor.ts";
import { CONTRACTOR_CEILING, OUTSIDER_GRANTS } from "./grants.ts";

/** A role as the administrator edits it: permission → scope. */
export interface RoleDefinition {
  code: string;
  label: Readonly<Record<string, string>>;
  grants: Readonly<Record<string, string>>;
  note?: string;
}

export interface RoleBook {
  /** What every employee has; contractors have none of it. */
  base: Readonly<Record<string, string>>;
  roles: readonly RoleDefinition[];
}

/** Every permission the product asks about, those of the kinds of records first; a supplied role naming another is refused, one stored earlier may keep it. */
export const PERMISSIONS: readonly string[] = [
  ...KINDS.map(ruleOf).flatMap(({ reads, manages, permits = [] }) => [reads, ...(manages === null ? [] : [manages]), ...permits]),
  "comment.create",
  "file.add",
  "obligation.read",
  "directory.read",
  "people.read",
  "people.update",
  "people.manage",
  "absence.manage",
  "role.manage",
  "role.confirm",
  "settings.manage",
  "export.run",
  "payment.read",
  "payment.run",
  "payment.markPaid",
  "bankAccount.manage",
  "bankAccount.confirm",
  "budget.draft",
  "budget.approvePlan",
  "overLimit.grant",
  "report.read",
  "approval.vote",
];

const SCOPES: readonly string[] = [
  "own",
  "assigned",
  "visible",
  "team",
  "shared",
  "participant",
  "all",
  "department",
  "branch",
  "name",
  "finance",
  "contracts",
  "hr",
  "marketing",
  "it",
  "system",
  "business",
  "technical",
  "people",
  "hrFields",
  "upTo10pct",
];

/** Rights to move money, to confirm what another did, or over people and their roles; any scope of them guards a role. */
const GUARDING: readonly string[] = [
  "role.manage",
  "role.confirm",
  "people.manage",
  "people.update",
  "absence.manage",
  "settings.manage",
  "bankAccount.manage",
  "bankAccount.confirm",
  "invoice.manage",
  "payment.run",
  "payment.markPaid",
  "budget.manage",
  "budget.approvePlan",
  "overLimit.grant",
];
/** Rights that guard a role when they reach the whole company. */
const GUARDING_OVER_ALL: readonly string[] = ["request.read", "task.read", "invoice.read", "payment.read"];

/** S8: whether a role of these grants moves money, confirms anything or sees all; it is given by two people. */
export function isGuarded(grants: Readonly<Record<string, string>>): boolean {
  return Object.entries(grants).some(
    ([permission, scope]) => GUARDING.includes(permission) || (scope === "all" && GUARDING_OVER_ALL.includes(permission)),
  );
}

/** What is wrong with a role, as codes of namespace `refusals`; empty when it may be saved. */
export function roleProblems(role: RoleDefinition): string[] {
  const problems = new Set<string>();
  for (const [permission, scope] of Object.entries(role.grants)) {
    if (!PERMISSIONS.some((known) => known === permission)) problems.add("role_permission_unknown");
    if (!SCOPES.includes(scope) && !/^type:[a-z0-9_]+(,[a-z0-9_]+)*$/u.test(scope)) problems.add("role_scope_unknown");
    if (role.code === "auditor" && !readsOnly(permission)) problems.add("auditor_reads_only");
    if (role.code === "contractor" && !CONTRACTOR_CEILING.includes(permission)) problems.add("contractor_ceiling");
  }
  return [...problems];
}

/**
 * Reads `roles.json` (or the same shape saved by an administrator).
 *
 * @throws DomainError `bad_input` naming the role and what is wrong with it
 */
export function parseRoles(raw: unknown): RoleBook {
  if (!isObject(raw) || !isObject(raw["base"]) || !Array.isArray(raw["roles"])) throw unreadable("roles", "shape");
  const roles = raw["roles"].map(parseRole);
  return { base: textMap(raw["base"]["grants"], "base"), roles };
}

/**
 * All grants of a person: base rights, or those of every outsider, then each role held, under the contractor ceiling. An auditor
 * changes nothing of what is audited: what base rights give over all one sees, an auditor has on own records alone.
 */
export function effectiveGrants(
  book: RoleBook,
  held: readonly { code: string; branchId: string | null }[],
  external: boolean,
): Grant[] {
  const byCode = new Map(book.roles.map((role) => [role.code, role]));
  const audits = held.some(({ code }) => code === "auditor");
  const base = toGrants(external ? OUTSIDER_GRANTS : book.base, null);
  const grants = base.map((grant) => (audits && grant.scope === "visible" ? { ...grant, scope: "own" } : grant));
  for (const { code, branchId } of held) grants.push(...toGrants(byCode.get(code)?.grants ?? {}, branchId));
  return external ? grants.filter((grant) => CONTRACTOR_CEILING.includes(grant.permission)) : grants;
}

function toGrants(map: Readonly<Record<string, string>>, branchId: string | null): Grant[] {
  return Object.entries(map).map(([permission, scope]) => ({ permission, scope, branchId }));
}

function readsOnly(permission: string): boolean {
  return permission.endsWith(".read") || permission === "export.run";
}

function parseRole(raw: unknown): RoleDefinition {
  if (!isObject(raw) || typeof raw["code"] !== "string") throw unreadable("role", "code");
  const note = typeof raw["note"] === "string" ? { note: raw["note"] } : {};
  const role = {
    code: raw["code"],
    label: textMap(raw["label"], raw["code"]),
    grants: textMap(raw["grants"], raw["code"]),
    ...note,
  };
  const [problem] = roleProblems(role);
  if (problem !== undefined) throw unreadable(role.code, problem);
  return role;
}

function textMap(raw: unknown, owner: string): Record<string, string> {
  if (!isObject(raw)) throw unreadable(owner, "shape");
  const entries = Object.entries(raw).map(([key, value]): [string, string] => {
    if (typeof value !== "string") throw unreadable(owner, key);
    return [key, value];
  });
  return Object.fromEntries(entries);
}

function isObject(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

function unreadable(role: string, code: string): DomainError {
  return new DomainError("bad_input", `role ${role}: ${code}`, { fields: [{ field: role, code }] });
}
