import type { Actor, Grant } from "./actor.ts";

/** What a permission is asked about; only what is known need be given. */
export interface Target {
  departmentId?: string | null;
  branchId?: string | null;
  /** Code of the request type (of a task: its request's). */
  typeCode?: string | null;
  /** Personal (HR) records: wide scopes never reach them, only a scope that names them or a personal relation. */
  restricted?: boolean;
  /** Author, responsible, watchers and named participants. */
  participantIds?: readonly string[];
  assigneeIds?: readonly string[];
  /** Group of a document kind, e.g. `primary`, `legal`. */
  documentGroup?: string;
  /** The part of a whole that a scope like `finance`, `system`, `hrFields`, `team` names. */
  area?: string;
  /** Whether the actor may read the record at all; decides scope `visible`. */
  visible?: boolean;
  /** Marked for outsiders; decides scope `shared`. */
  shared?: boolean;
  /** How far over the plan an over-limit decision goes; decides scope `upTo10pct`. */
  overLimitPct?: number;
}

/** What every outsider may do with the work given to them, also without a role: else they could not hand it in. */
export const OUTSIDER_GRANTS: Readonly<Record<string, string>> = {
  "task.read": "assigned",
  "task.work": "assigned",
  "comment.create": "shared",
  "file.add": "shared",
};

/** The only rights an outside contractor can have, whatever the roles say. */
export const CONTRACTOR_CEILING: readonly string[] = Object.keys(OUTSIDER_GRANTS);

/** Which document groups the scopes `finance`, `contracts`, … name. */
export const DOCUMENT_GROUPS: Readonly<Record<string, readonly string[]>> = {
  finance: ["finance", "primary", "tax", "procurement", "legal"],
  contracts: ["legal"],
  hr: ["hr"],
  marketing: ["marketing"],
};

/** Up to this share over the plan the financial director decides alone. */
export const CFO_OVER_LIMIT_PCT = 10;

/** Departments of a department-wide right: one's own and all one heads (with those below). */
export function departmentsOf(actor: Actor): string[] {
  return unique([...(actor.departmentId === null ? [] : [actor.departmentId]), ...actor.headsDepartmentIds]);
}

/** Branches of a branch-wide right; a role limited to a branch means that branch. */
export function branchesOf(actor: Actor, grant: Grant): string[] {
  if (grant.branchId !== null) return [grant.branchId];
  return unique([...(actor.branchId === null ? [] : [actor.branchId]), ...actor.headsBranchIds]);
}

/** Grants of one permission that count for this actor after the contractor ceiling. */
export function grantsFor(actor: Actor, permission: string): readonly Grant[] {
  if (actor.external && !CONTRACTOR_CEILING.includes(permission)) return [];
  return actor.grants.filter((grant) => grant.permission === permission);
}

/** Whether the actor may take the lists of records out as a file; what is in it is a matter of visibility. */
export function exportsLists(actor: Actor): boolean {
  return covers(actor, "export.run", { visible: true });
}

/** Whether the actor holds the permission over this target by any of the roles. */
export function covers(actor: Actor, permission: string, target: Target = {}): boolean {
  return grantsFor(actor, permission).some((grant) => grantCovers(actor, grant, target));
}

/** Whether the actor holds the permission anywhere at all: enough to show a menu entry, never to act. */
export function holds(actor: Actor, permission: string): boolean {
  return grantsFor(actor, permission).length > 0;
}

/** Request types a scope `type:a,b` names; null for every other scope. */
export function typesOfScope(scope: string): string[] | null {
  return scope.startsWith("type:") ? scope.slice("type:".length).split(",").filter(Boolean) : null;
}

function grantCovers(actor: Actor, grant: Grant, target: Target): boolean {
  const personal = personalScope(actor, grant.scope, target);
  if (personal !== null) return personal;
  if (grant.branchId !== null && target.branchId !== grant.branchId) return false;
  const types = typesOfScope(grant.scope);
  if (types) return typeof target.typeCode === "string" && types.includes(target.typeCode);
  if (target.restricted === true && !namesRestricted(grant.scope, target)) return false;
  return wideScope(actor, grant, target);
}

/** Scopes that hang on a relation to the record; null when the scope is of another sort. */
function personalScope(actor: Actor, scope: string, target: Target): boolean | null {
  switch (scope) {
    case "own":
    case "participant":
      return target.participantIds?.includes(actor.id) ?? false;
    case "assigned":
      return [...(target.assigneeIds ?? []), ...(target.participantIds ?? [])].includes(actor.id);
    case "visible":
      return target.visible === true;
    case "shared":
      return target.visible === true && target.shared === true;
    default:
      return null;
  }
}

function wideScope(actor: Actor, grant: Grant, target: Target): boolean {
  switch (grant.scope) {
    case "all":
      return true;
    case "department":
      return typeof target.departmentId === "string" && departmentsOf(actor).includes(target.departmentId);
    case "branch":
      return typeof target.branchId === "string" && branchesOf(actor, grant).includes(target.branchId);
    case "upTo10pct":
      return target.overLimitPct !== undefined && target.overLimitPct <= CFO_OVER_LIMIT_PCT;
    default:
      return target.area === grant.scope || inGroup(grant.scope, target.documentGroup);
  }
}

function namesRestricted(scope: string, target: Target): boolean {
  return scope === "hr" && inGroup(scope, target.documentGroup);
}

function inGroup(scope: string, group: string | undefined): boolean {
  return group !== undefined && (DOCUMENT_GROUPS[scope]?.includes(group) ?? false);
}

function unique(ids: string[]): string[] {
  return [...new Set(ids)];
}
