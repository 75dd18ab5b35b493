import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { now } from "../../lib/clock.ts";
import { isPast } from "../../lib/dates.ts";
import type { Instant } from "../../lib/dates.ts";
import { DateText } from "./DateText.tsx";
import { StatusShape } from "./StatusShape.tsx";
import { statusLook } from "./statusLook.ts";
import css from "./ApprovalLine.module.css";

interface Props {
  /** State of the step: `ahead`, `open`, `approved`, `returned`, `rejected`, `not_required`, `merged`, `voided`, `clarification`. */
  state: string;
  /** Who decided or is awaited; absent for a step that nobody takes. */
  person?: string | undefined;
  /** For whom the substitute voted; shown as «за …». */
  onBehalfOf?: string | undefined;
  /** Name of the step or role. */
  role: ReactNode;
  comment?: ReactNode;
  /** When decided; for an open step the deadline (`until`). */
  at?: Instant | null | undefined;
  until?: Instant | null | undefined;
  /** An amber line below: a voided vote with the link to the difference. */
  warning?: ReactNode;
  /** This is the reader. */
  you?: boolean;
}

/** One line of the approval: shape, person, role, «за …», comment, time. Put them into `ApprovalList`. */
export function ApprovalLine({ state, person, onBehalfOf, role, comment, at, until, warning, you }: Props) {
  const { t } = useTranslation("ui");
  const look = statusLook("step", state);
  return (
    <li className={css["line"]} data-state={state}>
      <span className={css["shape"]} data-tone={look.tone}>
        <StatusShape shape={look.shape} size={16} />
        <span className="screen-reader">{t(`status:step.${state}`)}</span>
      </span>
      <div className={css["text"]}>
        <div className={css["head"]}>
          <span>
            {person ? (
              <strong className={css["person"]}>{you ? t("approval.you", { name: person }) : person}</strong>
            ) : (
              t(`status:step.${state}`)
            )}
            {onBehalfOf ? <span> {t("approval.onBehalf", { name: onBehalfOf })}</span> : null}
            <span className={css["role"]}> {role}</span>
          </span>
          <span className={css["time"]}>
            {at ? <DateText value={at} /> : null}
            {until ? (
              <span className={isPast(until, now()) ? css["late"] : undefined}>
                {t("approval.until")} <DateText value={until} />
              </span>
            ) : null}
          </span>
        </div>
        {comment ? <div className={css["comment"]}>{comment}</div> : null}
        {warning ? <div className={css["warning"]}>{warning}</div> : null}
      </div>
    </li>
  );
}

/** The list around approval lines. */
export function ApprovalList({ children }: { children: ReactNode }) {
  return (
    <ol className={css["list"]} role="list">
      {children}
    </ol>
  );
}
