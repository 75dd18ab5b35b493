/**
 * Why an action cannot be taken now, and what would cure it.
 *
 * Both sides turn `code` and `params` into a sentence (`packages/i18n`, namespace `blockers`);
 * `fix` names the place on the record where the person can mend it.
 */
export interface Blocker {
  code: string;
  params?: Record<string, string | number | string[]>;
  fix?: BlockerFix;
}

/** Where the cure lies: a field of the card, a task, a file slot, a checklist item or another record. */
export interface BlockerFix {
  kind: "field" | "task" | "file" | "checklist" | "record" | "approval" | "link";
  target: string;
}

/** The closed list of refusals; a new one does not compile until `STATUS` gives it an HTTP status. */
export type ErrorCode =
  | "bad_input"
  | "bad_cursor"
  | "unauthenticated"
  | "forbidden"
  | "segregation"
  | "not_found"
  | "stale_version"
  | "invalid_transition"
  | "idempotency_conflict"
  | "blocked"
  | "too_large"
  | "range_not_satisfiable"
  | "unsupported_file"
  | "too_many_requests"
  | "unavailable";

/** One table from refusal to HTTP; absent and invisible share 404 on purpose. */
export const STATUS: Record<ErrorCode, number> = {
  bad_input: 400,
  bad_cursor: 400,
  unauthenticated: 401,
  forbidden: 403,
  segregation: 403,
  not_found: 404,
  stale_version: 409,
  invalid_transition: 409,
  idempotency_conflict: 422,
  blocked: 422,
  too_large: 413,
  range_not_satisfiable: 416,
  unsupported_file: 415,
  too_many_requests: 429,
  unavailable: 503,
};

/** One wrong field of a body: where (dotted path) and which rule it breaks (i18n namespace `fields`). */
export interface FieldError {
  field: string;
  code: string;
  params?: Record<string, string | number | string[]>;
}

export interface ErrorDetails {
  /** i18n key parameters of the sentence `errors.<code>` or of `key` when given. */
  params?: Record<string, string | number>;
  /** A more precise sentence than `errors.<code>`, as a key of namespace `errors`. */
  key?: string;
  blockers?: Blocker[];
  fields?: FieldError[];
  /** After how many seconds the same call may succeed. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** The only error type thrown on purpose. Its message is for the log; people read the i18n sentence. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "DomainError";
    this.code = code;
    this.details = details;
  }
}

/** Absent, or present but invisible to this actor: the two must look alike. */
export function notFound(what = "record"): DomainError {
  return new DomainError("not_found", `${what} not found`);
}

/** Refuses with every blocker at once, so that one visit cures all. */
export function refuseIfBlocked(blockers: Blocker[]): void {
  if (blockers.length === 0) return;
  throw new DomainError("blocked", `blocked: ${blockers.map((b) => b.code).join(", ")}`, { blockers });
}
