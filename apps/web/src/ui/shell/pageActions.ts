import { useEffect, useRef } from "react";

export interface PageAction {
  label: string;
  run: () => void;
}

const actions = new Map<symbol, PageAction>();

/** Actions that the page at hand offers now, in the order they stand; the palette repeats them. */
export function pageActions(): PageAction[] {
  return [...actions.values()];
}

/** Lets the palette offer an action while its button stands on the page; `label` undefined keeps it out. */
export function usePageAction(label: string | undefined, run: () => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (label === undefined) return;
    const key = Symbol(label);
    actions.set(key, { label, run: () => latest.current() });
    return () => void actions.delete(key);
  }, [label]);
}
