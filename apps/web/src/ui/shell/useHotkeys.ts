import { useEffect, useRef } from "react";

/** Key (by place on the keyboard: `KeyJ`, `Mod+KeyK`, `Shift+Slash`, `Escape`) to what it does. */
export type Hotkeys = Record<string, (event: KeyboardEvent) => void>;

/**
 * Binds keys by `event.code`, so they work on Russian and Kazakh layouts. Plain keys stay silent while
 * typing and while a dialog is open, unless the combination has Mod or `whileTyping` is set.
 */
export function useHotkeys(hotkeys: Hotkeys, options: { enabled?: boolean; whileTyping?: boolean } = {}): void {
  const { enabled = true, whileTyping = false } = options;
  const latest = useRef(hotkeys);
  useEffect(() => {
    latest.current = hotkeys;
  });
  useEffect(() => {
    if (!enabled) return;
    function onKeyDown(event: KeyboardEvent) {
      const run = latest.current[combinationOf(event)];
      if (!run || event.defaultPrevented) return;
      const silent = !whileTyping && !hasMod(event) && (isTyping(event.target) || isInOverlay());
      if (silent) return;
      event.preventDefault();
      run(event);
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [enabled, whileTyping]);
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

function isInOverlay(): boolean {
  return document.querySelector("[aria-modal=true], [role=menu]") !== null;
}
