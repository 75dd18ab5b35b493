import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import css from "./Note.module.css";

interface Props {
  /** grey informs, amber asks for an answer, red is urgent, green confirms. */
  tone?: "grey" | "amber" | "red" | "green";
  title?: ReactNode;
  icon?: ReactNode;
  /** Right side: a link or button. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** A remark on the page. Red is read out at once. */
export function Note({ tone = "grey", title, icon, actions, children }: Props) {
  const drawing =
    icon ??
    (tone === "grey" || tone === "green" ? (
      <IconInfoCircle size={18} stroke={1.6} />
    ) : (
      <IconAlertTriangle size={18} stroke={1.6} />
    ));
  return (
    <div className={css["note"]} data-tone={tone} role={tone === "red" ? "alert" : "note"}>
      <span className={css["icon"]} aria-hidden>
        {drawing}
      </span>
      <div className={css["text"]}>
        {title ? <strong className={css["title"]}>{title} </strong> : null}
        {children}
      </div>
      {actions ? <div className={css["actions"]}>{actions}</div> : null}
    </div>
  );
}
