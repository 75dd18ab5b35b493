import { useState } from "react";
import { sameValue } from "./sameValue.ts";

/** A field that another person changed since the reader touched it, to another value than theirs. */
export interface Clash {
  key: string;
  theirs: unknown;
  ours: unknown;
}

interface Edits<Values> {
  changed: Partial<Values>;
  /** What stood in each changed field when the reader saw it last. */
  seen: Readonly<Record<string, unknown>>;
}

/**
 * A form over a card that others change meanwhile. What is untouched follows the card; what is touched stays, and where the
 * card moved under it, it is a clash until the reader chooses. So what is sent with the card's present version overwrites
 * nothing unseen.
 *
 * @param now the card as it stands
 */
export function useEdits<Values extends object>(now: Values) {
  const [{ changed, seen }, setEdits] = useState<Edits<Values>>({ changed: {}, seen: {} });
  const standing = (key: string): unknown => Reflect.get(now, key);
  const clashes = Object.entries(changed)
    .filter(([key, ours]) => !sameValue(seen[key], standing(key)) && !sameValue(ours, standing(key)))
    .map(([key, ours]): Clash => ({ key, theirs: standing(key), ours }));
  function change(part: Partial<Values>) {
    setEdits((last) => {
      const fresh = Object.keys(part).filter((key) => !(key in last.seen));
      const bases = Object.fromEntries(fresh.map((key) => [key, standing(key)]));
      return { changed: { ...last.changed, ...part }, seen: { ...last.seen, ...bases } };
    });
  }
  function takeTheirs(key: string) {
    setEdits((last) => ({ changed: without(last.changed, key), seen: without(last.seen, key) }));
  }
  function keepOurs(key: string) {
    setEdits((last) => ({ ...last, seen: { ...last.seen, [key]: standing(key) } }));
  }
  return { values: { ...now, ...changed }, changed, change, clashes, takeTheirs, keepOurs };
}

function without<Kept extends object>(all: Kept, key: string): Kept {
  const kept = { ...all };
  Reflect.deleteProperty(kept, key);
  return kept;
}
