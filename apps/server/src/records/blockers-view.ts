import type { Blocker } from "@tartip/domain/kernel/errors";
import type { Lang } from "../platform/context.ts";
import { blockerSentence } from "../platform/http/sentences.ts";

export interface BlockerView extends Blocker {
  /** Sentence in the reader's language. */
  text: string;
}

/** Blockers with their sentences. */
export function presentBlockers(language: Lang, blockers: readonly Blocker[]): BlockerView[] {
  return blockers.map((one) => ({ ...one, text: blockerSentence(language, one.code, one.params) }));
}
