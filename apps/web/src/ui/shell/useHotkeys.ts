import { useEffect, useRef } from "react";
import type { RefObject } from "react";

/** Key (by place on the keyboard: `KeyJ`, `Mod+KeyK`, `Shift+Slash`, `Escape`) to what it does. */
export type Hotkeys = Record<string, (event: KeyboardEvent) => void>;

/**
 * Binds keys by `event.code`, so they work on Russian and Kazakh layouts. Plain keys stay silent while
 * typing and while a dialog is open, unless the combination has Mod.
 */
export function useHotkeys(hotkeys: Hotkeys, { enabled = true }: { enabled?: boolean } = {}): void {
  const latest = useRef(hotkeys);
  useEffect(() => {
    latest.current = hotkeys;
  });
  useEffect(() => {
    if (!enabled) return;
    function onKeyDown(event: KeyboardEvent) {
      const run = latest.current[combinationOf(event)];
      if (!run || event.defaultPrevented) return;
      const silent = !hasMod(event) && (isTyping(event.target) || isInOverlay());
      if (silent) return;
      event.preventDefault();
      run(event);
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [enabled]);
}

/**
 * Ctrl+Enter of a dialog, while this dialog is the one in use: of two that are open, the lower one hears nothing. A key
 * held down acts once.
 *
 * @returns to be given to something drawn inside the dialog
 */
export function useDialogKey(act: () => void, { enabled = true }: { enabled?: boolean } = {}): RefObject<HTMLDivElement | null> {
  const inside = useRef<HTMLDivElement>(null);
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!enabled) return;
    function onKeyDown(event: KeyboardEvent) {
      if (combinationOf(event) !== "Mod+Enter" || event.defaultPrevented || event.repeat) return;
      const own = inside.current?.closest("[role=dialog]");
      if (!own || own !== dialogInUse(event.target)) return;
      event.preventDefault();
      latest.current();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [enabled]);
  return inside;
}

/** The modal opened last; where none is open, the dialog beside the page that has the focus. */
function dialogInUse(target: EventTarget | null): Element | null {
  const modal = [...document.querySelectorAll("[aria-modal=true]")].at(-1);
  return modal ?? (target instanceof Element ? target.closest("[role=dialog]") : null);
}

/**
 * Sends the form one types in by Ctrl+Enter. Asked last, at the window: a part with a meaning of its own for the key
 * has taken it by then. A key held down sends once.
 */
export function useFormKey(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (combinationOf(event) !== "Mod+Enter" || event.defaultPrevented || event.repeat) return;
      const form = event.target instanceof Element ? event.target.closest("form") : null;
      if (!form) return;
      event.preventDefault();
      form.requestSubmit();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** `Mod+Shift+KeyK` of a key event; Mod is Ctrl, or Cmd on a Mac. */
export function combinationOf(event: Pick<KeyboardEvent, "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">): string {
  const parts = [
    hasMod(event) && "Mod",
    event.altKey && "Alt",
    event.shiftKey && "Shift",
    event.code.replace("NumpadEnter", "Enter"),
  ];
  return parts.filter(Boolean).join("+");
}

function hasMod(event: Pick<KeyboardEvent, "ctrlKey" | "metaKey">): boolean {
  return event.ctrlKey || event.metaKey;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true]") !== null
  );
}

/** Whether something stands over the page or beside it that has keys of its own. */
function isInOverlay(): boolean {
  return document.querySelector("[role=dialog], [role=menu]") !== null;
}
