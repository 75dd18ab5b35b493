import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import css from "./CheckedMark.module.css";

/** A value that passed its check: a green tick after it, what was checked on hover. */
export function CheckedMark({ ok, children }: { ok: string; children: ReactNode }) {
  return (
    <span className={css["checked"]} title={ok}>
      {children}
      <IconCheck size={15} stroke={2} role="img" aria-label={ok} className={css["tick"]} />
    </span>
  );
}
