import type { ReactNode } from "react";
import css from "./RecordLayout.module.css";

/** Two columns of a record page: cards, and the facts to their right; one column on a phone. */
export function RecordLayout({ strip, children, facts }: { strip?: ReactNode; children: ReactNode; facts?: ReactNode }) {
  return (
    <div className={css["layout"]}>
      {strip ? <div className={css["strip"]}>{strip}</div> : null}
      <div className={css["main"]}>{children}</div>
      {facts ? <aside className={css["facts"]}>{facts}</aside> : null}
    </div>
  );
}
