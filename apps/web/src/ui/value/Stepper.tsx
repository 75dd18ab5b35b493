import { useTranslation } from "react-i18next";
import { StatusPill } from "./StatusPill.tsx";
import { StatusShape } from "./StatusShape.tsx";
import type { StatusKind } from "./statusLook.ts";
import css from "./Stepper.module.css";

interface Props {
  kind: StatusKind;
  /** Statuses of the straight way, in order. */
  steps: readonly string[];
  /** Where it stands; a status outside `steps` (returned, rejected) is shown in place of `insteadOf`. */
  current: string;
  /** The step whose place a side status takes; default the last passed one. */
  insteadOf?: string;
  /** Other words per status, e.g. `{ waiting: "Ожидает оплаты" }`. */
  labels?: Record<string, string>;
}

/** The way of a record: done steps, the current one as a pill, the ones ahead. */
export function Stepper({ kind, steps, current, insteadOf, labels = {} }: Props) {
  const { t } = useTranslation("status");
  const place = steps.indexOf(steps.includes(current) ? current : (insteadOf ?? steps[0] ?? ""));
  return (
    <ol className={css["stepper"]} role="list">
      {steps.map((step, index) => (
        <li
          key={step}
          className={css["step"]}
          aria-current={index === place ? "step" : undefined}
          data-ahead={index > place || undefined}
        >
          {index === place ? (
            <StatusPill kind={kind} status={current} label={labels[current]} />
          ) : (
            <>
              <span className={css["shape"]} data-tone={index < place ? "green" : undefined}>
                <StatusShape shape={index < place ? "done" : "new"} />
              </span>
              {labels[step] ?? t(`${kind}.${step}`)}
              <span className="screen-reader">{t(index < place ? "ui:stepper.done" : "ui:stepper.ahead")}</span>
            </>
          )}
        </li>
      ))}
    </ol>
  );
}
