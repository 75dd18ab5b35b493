import { createContext, useContext } from "react";
import type { ReactNode } from "react";
import { createPortal } from "react-dom";
import css from "./ActionBar.module.css";

/** Where the bar of a record stands: at the end of its page, though the strip above decides what is in it. */
export const BarSlot = createContext<HTMLElement | null>(null);

/** Actions of a record on a phone, at the thumb; nothing on a wide screen, where `NextStrip` has them. */
export function ActionBar({ note, children }: { note?: ReactNode; children: ReactNode }) {
  const slot = useContext(BarSlot);
  const bar = (
    <div className={css["bar"]} data-bar>
      {note ? <div className={css["note"]}>{note}</div> : null}
      <div className={css["buttons"]}>{children}</div>
    </div>
  );
  return slot ? createPortal(bar, slot) : bar;
}
