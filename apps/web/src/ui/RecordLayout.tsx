import { useState } from "react";
import type { ReactNode } from "react";
import { BarSlot } from "./action/ActionBar.tsx";
import css from "./RecordLayout.module.css";

/** Two columns of a record page: cards, and the facts to their right; one column on a phone. */
export function RecordLayout({ strip, children, facts }: { strip?: ReactNode; children: ReactNode; facts?: ReactNode }) {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  return (
    <BarSlot value={slot}>
      <div className={css["layout"]}>
        {strip ? <div className={css["strip"]}>{strip}</div> : null}
        <div className={css["main"]}>{children}</div>
        {facts ? <aside className={css["facts"]}>{facts}</aside> : null}
      </div>
      <div ref={setSlot} className={css["bar"]} />
    </BarSlot>
  );
}
