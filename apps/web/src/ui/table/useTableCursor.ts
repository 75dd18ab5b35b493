import { useState } from "react";
import { useHotkeys } from "../shell/useHotkeys.ts";

interface Options {
  count: number;
  enabled: boolean;
  onOpen: (index: number) => void;
  onToggle: (index: number) => void;
  onClear: () => void;
  /** Brings the row into sight. */
  reveal: (index: number) => void;
}

/** The row under the keyboard: J and K move it, Enter opens, X selects, Escape clears the selection. */
export function useTableCursor({
  count,
  enabled,
  onOpen,
  onToggle,
  onClear,
  reveal,
}: Options): [number, (index: number) => void] {
  const [cursor, setCursor] = useState(-1);
  function move(step: number) {
    const next = Math.min(count - 1, Math.max(0, cursor + step));
    setCursor(next);
    reveal(next);
  }
  useHotkeys(
    {
      KeyJ: () => move(1),
      KeyK: () => move(-1),
      KeyX: () => cursor >= 0 && onToggle(cursor),
      Escape: onClear,
    },
    { enabled: enabled && count > 0 },
  );
  // A key of its own: Enter must stay with a focused link or button.
  useHotkeys(
    {
      Enter: (event) => {
        const own = event.target instanceof HTMLElement && event.target.closest("a, button") !== null;
        if (own && event.target instanceof HTMLElement) event.target.click();
        else if (cursor >= 0) onOpen(cursor);
      },
    },
    { enabled: enabled && cursor >= 0 },
  );
  return [cursor, setCursor];
}
