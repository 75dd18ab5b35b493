import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ApiError } from "../../lib/errors.ts";
import { restFocus } from "../../ui/action/restFocus.ts";

/** What is on the page of the record that an action is about. */
interface Card {
  id: string;
  version: number;
  updatedAt: string;
}

interface Options<Input, Saved> {
  card: Card;
  /** Sends the action with the version the reader sees. */
  send: (input: Input, version: number) => Promise<Saved>;
  /** The server's answer takes the place of what the page shows. */
  onSaved: (saved: Saved, input: Input) => void;
  /** Asks for the record again when somebody was faster. */
  refetch: () => Promise<unknown>;
}

/** Whether somebody changed the record since the page read it. */
function isStale(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === "stale_version";
}

/**
 * An action on a record. When somebody was faster, the record is read again, `conflictSince` tells from when the
 * page must show changes (`ConflictNote`), and the same press acts again on the new version.
 */
export function useMove<Input, Saved>({ card, send, onSaved, refetch }: Options<Input, Saved>) {
  const [conflictSince, setConflictSince] = useState<string>();
  // A double click comes before the button is drawn busy; a second sending would only be told it is late.
  const sending = useRef(false);
  const mutation = useMutation({
    mutationFn: (input: Input) => send(input, card.version),
    onSuccess: (saved, input) => {
      setConflictSince(undefined);
      onSaved(saved, input);
    },
    onError: async (error) => {
      if (!isStale(error)) return;
      setConflictSince(card.updatedAt);
      await refetch();
    },
    onSettled: () => {
      sending.current = false;
      restFocus("next");
    },
  });
  const move: typeof mutation.mutate = (...press) => {
    if (sending.current) return;
    sending.current = true;
    mutation.mutate(...press);
  };
  function reset() {
    setConflictSince(undefined);
    mutation.reset();
  }
  return {
    move,
    moving: mutation.isPending,
    /** What is being done, while it is. */
    input: mutation.variables,
    /** A refusal to show; a conflict is told by `conflictSince` instead. */
    error: isStale(mutation.error) ? null : mutation.error,
    conflictSince,
    reset,
  };
}
