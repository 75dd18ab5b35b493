import { useSyncExternalStore } from "react";
import { deleteDraft } from "./draftCalls.ts";

const UNDO_MS = 8000;

let leaving: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function put(next: ReadonlySet<string>): void {
  leaving = next;
  listeners.forEach((tell) => tell());
}

/** Ids of drafts being thrown away: hidden from lists while the step can still be taken back. */
export function useDiscarded(): ReadonlySet<string> {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => leaving,
  );
}

/** Throws a draft away when nobody has taken it back in time; answers how to take it back. */
export function discardLater(id: string, onGone: () => void, onFailed: (error: unknown) => void): () => void {
  put(new Set([...leaving, id]));
  const stay = () => put(new Set([...leaving].filter((one) => one !== id)));
  const timer = setTimeout(() => {
    deleteDraft(id).then(onGone, onFailed).finally(stay);
  }, UNDO_MS);
  return () => {
    clearTimeout(timer);
    stay();
  };
}
