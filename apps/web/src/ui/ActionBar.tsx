import type { ReactNode } from "react";
import css from "./ActionBar.module.css";

/** Actions of a record on a phone, at the thumb; nothing on a wide screen, where `NextStrip` has them. */
export function ActionBar({ note, children }: { note?: ReactNode; children: ReactNode }) {
  return (
    <div className={css["bar"]}>
      {note ? <p className={css["note"]}>{note}</p> : null}
      <div className={css["buttons"]}>{children}</div>
    </div>
  );
}
