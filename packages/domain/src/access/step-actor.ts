export const ROLE_SCOPES = ["branch", "department"] as const;
export type RoleScope = (typeof ROLE_SCOPES)[number];

/** Holders of a role, near the record first. */
export interface RoleActor {
  role: string;
  scope?: RoleScope | undefined;
  fallback?: string | undefined;
}

export const ACTOR_RULES = ["author", "department_head"] as const;

/** Who acts at a step; tell the forms apart by their one distinguishing key. */
export type StepActor =
  | RoleActor
  | { rule: (typeof ACTOR_RULES)[number] }
  | { field: string; fallback?: string | undefined }
  | { samePersonAs: string; fallback?: string | undefined };

/** Whom a step may keep away by name of what they did. */
export const BARRED_PEOPLE = ["author", "voters"] as const;
