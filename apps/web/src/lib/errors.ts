import { blockerSentence, fieldSentence, problemSentence } from "@tartip/i18n/web";
import type { BlockerLike, FieldErrorLike, ProblemLike, Translate } from "@tartip/i18n/web";

/** What a blocker points at, so that the page can lead there. */
export interface WebBlocker extends BlockerLike {
  fix?: { kind: string; target: string };
}

/** The body of a refusal (RFC 9457) as the server sends it. */
export interface Problem extends ProblemLike {
  status: number;
  fields?: FieldErrorLike[];
  blockers?: WebBlocker[];
}

/** A refused or failed call; `problem.status` 0 means the server was not reached. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code ?? `HTTP ${problem.status}`);
    this.name = "ApiError";
    this.problem = problem;
  }
}

/** Whether the server was not reached: a call, or a part of the pages themselves. */
export function isLost(error: unknown): boolean {
  if (error instanceof ApiError) return error.problem.status === 0;
  return (
    error instanceof TypeError && (!navigator.onLine || /dynamically imported|module script|Failed to fetch/u.test(error.message))
  );
}

/** Whether it is not for this person: asking again brings nothing. */
export function isRefused(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status === 403;
}

/** What happened, in the person's language; never a code. */
export function errorSentence(error: unknown, t: Translate): string {
  if (isLost(error)) return t("ui:error.network");
  if (!(error instanceof ApiError)) return t("ui:error.unknown");
  return problemSentence(error.problem, t);
}

/** Sentences by field path, for the form: `{ amountMinor: "…" }`. Empty for anything but a refusal of fields. */
export function fieldErrors(error: unknown, t: Translate): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries((error.problem.fields ?? []).map((field) => [field.field, fieldSentence(field, t)]));
}

/** Blockers of a refusal as sentences; the server's order. */
export function blockersOf(error: unknown): WebBlocker[] {
  return error instanceof ApiError ? (error.problem.blockers ?? []) : [];
}

/** A blocker in words: its sentence and those of the cure. Where that is done, the page knows. */
export function blockedBecause(blocker: WebBlocker, t: Translate): { text: string; cure?: string } {
  const text = blockerSentence(blocker, t);
  return blocker.fix ? { text, cure: t(`ui:cure.${blocker.fix.kind}`) } : { text };
}
