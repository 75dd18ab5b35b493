/** The part of i18next that sentences need: a key with namespace, parameters, a text. */
export interface Translate {
  (key: string): string;
  (key: string, params: Record<string, unknown>): string;
}

type Params = Record<string, unknown>;

/** Why an action is not possible, as the server sends it. */
export interface BlockerLike {
  code: string;
  params?: Params;
  /** The server's own sentence, used when the catalogue has none. */
  text?: string;
}

/** One wrong field of a form, as the server sends it. */
export interface FieldErrorLike {
  field: string;
  code: string;
  params?: Params;
  detail?: string;
}

/** A refusal of the server (RFC 9457). */
export interface ProblemLike {
  code?: string;
  key?: string;
  title?: string;
  detail?: string;
  params?: Params;
}

/** The sentence of a refusal: the server's own when it sent one, else from namespace `errors`. */
export function problemSentence(problem: ProblemLike, t: Translate): string {
  const own = problem.detail ?? problem.title;
  if (own) return own;
  return firstKnown(t, [`errors:${problem.key ?? ""}`, `errors:${problem.code ?? ""}`], problem.params) ?? t("ui:error.unknown");
}

/** The sentence of a blocker (namespace `blockers`); lists in its parameters are joined by commas. */
export function blockerSentence(blocker: BlockerLike, t: Translate): string {
  return firstKnown(t, [`blockers:${blocker.code}`], blocker.params) ?? blocker.text ?? blocker.code;
}

/** The sentence under a wrong field (namespace `fields`). */
export function fieldSentence(error: FieldErrorLike, t: Translate): string {
  return firstKnown(t, [`fields:${error.code}`], error.params) ?? error.detail ?? t("ui:error.field");
}

function firstKnown(t: Translate, keys: string[], params: Params | undefined): string | undefined {
  const spoken = spokenParams(params);
  for (const key of keys) {
    const text = t(key, { ...spoken, defaultValue: "" });
    if (text) return text;
  }
  return undefined;
}

/** Parameters as a sentence says them: lists joined by commas, company days as every page writes them. */
export function spokenParams(params: object = {}): Params {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, spoken(value)]));
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/u;

function spoken(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spoken).join(", ");
  return typeof value === "string" ? value.replace(DAY, "$3.$2.$1") : value;
}
