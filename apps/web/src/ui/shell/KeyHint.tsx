import css from "./KeyHint.module.css";

/** The cap of a key: `<KeyHint>Ctrl K</KeyHint>`. Decoration: what it does is named elsewhere. */
export function KeyHint({ children }: { children: string }) {
  return (
    <kbd className={css["key"]} aria-hidden>
      {children}
    </kbd>
  );
}
