import { createTranslator, languageFromHeader, spokenParams } from "@tartip/i18n";
import type { DomainError, FieldError } from "@tartip/domain/kernel/errors";
import type { FastifyRequest } from "fastify";
import type { Lang } from "../context.ts";

const translators = new Map<Lang, ReturnType<typeof createTranslator>>();

function translator(language: Lang): ReturnType<typeof createTranslator> {
  const present = translators.get(language);
  if (present) return present;
  const made = createTranslator(language);
  translators.set(language, made);
  return made;
}

/** The language of the signed-in person, else of the browser. */
export function languageOf(request: FastifyRequest): Lang {
  return request.context?.language ?? languageFromHeader(request.headers["accept-language"]);
}

/** A text of the catalogues by its whole key, e.g. `status:request.approval`. */
export function textIn(language: Lang, key: string): string {
  return translator(language)(key);
}

/** The sentence a person reads: the most precise one in the catalogues. */
export function errorSentence(language: Lang, { code, details }: DomainError): string {
  const { key, params } = details;
  const precise = key ? [`errors:${key}`, `refusals:${key}`] : [];
  return firstKnown(language, [...precise, `errors:${code}`], params) ?? code;
}

/** A short name of the refusal: `titles.<code>` of namespace `errors`. */
export function errorTitle(language: Lang, code: string): string {
  return firstKnown(language, [`errors:titles.${code}`], {}) ?? code;
}

export function fieldSentence(language: Lang, { code, params }: FieldError): string {
  return firstKnown(language, [`fields:${code}`, "fields:invalid"], params) ?? code;
}

/** A blocker that is a rule about people, e.g. segregation of duties, speaks in the words of the refusal. */
const RULE = "rule.";

export function blockerSentence(language: Lang, code: string, params?: object): string {
  if (code.startsWith(RULE)) return refusalSentence(language, code.slice(RULE.length));
  return firstKnown(language, [`blockers:${code}`], params) ?? code;
}

/** Why a rule refuses a person, e.g. segregation of duties. */
function refusalSentence(language: Lang, rule: string): string {
  return firstKnown(language, [`refusals:${rule}`], {}) ?? rule;
}

function firstKnown(language: Lang, keys: string[], params: object | undefined): string | undefined {
  const t = translator(language);
  const spoken = spokenParams(params);
  for (const key of keys) {
    const text = t(key, { ...spoken, defaultValue: "" });
    if (text) return text;
  }
  return undefined;
}
