import type { ReactNode } from "react";
import css from "./LedgerLine.module.css";

interface Props {
  /** Short date, e.g. 15.05. */
  date: string;
  title: ReactNode;
  /** Amount as `Money`. */
  amount: ReactNode;
  /** Lines below: the record with its link, who approved. */
  children?: ReactNode;
}

/** One entry of a ledger. Lives inside `<ul role="list">`. */
export function LedgerLine({ date, title, amount, children }: Props) {
  return (
    <li className={css["line"]}>
      <span className={css["date"]}>{date}</span>
      <div className={css["text"]}>
        <strong className={css["title"]}>{title}</strong>
        {children ? <div className={css["note"]}>{children}</div> : null}
      </div>
      <span className={css["amount"]}>{amount}</span>
    </li>
  );
}
