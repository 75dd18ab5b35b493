import type { Blocker } from "@tartip/domain/kernel/errors";
import type { Lang } from "../platform/context.ts";
import { blockerSentence, refusalSentence } from "../platform/http/sentences.ts";

export interface BlockerView extends Blocker {
  /** Sentence in the reader's language. */
  text: string;
}

const RULE = "rule.";

/** Blockers with their sentences; a segregation rule among them speaks in its own words. */
export function presentBlockers(language: Lang, blockers: readonly Blocker[]): BlockerView[] {
  return blockers.map((one) => ({
    ...one,
    text: one.code.startsWith(RULE)
      ? refusalSentence(language, one.code.slice(RULE.length))
      : blockerSentence(language, one.code, one.params),
  }));
}
