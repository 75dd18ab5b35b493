import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./action/Button.tsx";
import css from "./EmptyState.module.css";

interface Props {
  /** Why it is empty. */
  title: string;
  /** What to do about it. */
  text?: ReactNode;
  actions?: ReactNode;
  icon?: ReactNode;
}

/** An empty place: says why, and offers the way on. */
export function EmptyState({ title, text, actions, icon }: Props) {
  return (
    <div className={css["state"]}>
      {icon}
      <p className={css["title"]}>{title}</p>
      {text ? <p className={css["text"]}>{text}</p> : null}
      {actions ? <div className={css["actions"]}>{actions}</div> : null}
    </div>
  );
}

/** A failure: what happened, what was kept, and «Повторить». */
export function ErrorState({ title, text, onRetry }: { title: string; text?: ReactNode; onRetry?: (() => void) | undefined }) {
  const { t } = useTranslation("ui");
  return (
    <div role="alert">
      <EmptyState
        icon={<IconAlertTriangle size={20} color="var(--red)" aria-hidden />}
        title={title}
        text={text ?? t("error.kept")}
        actions={onRetry ? <Button onClick={onRetry}>{t("retry")}</Button> : undefined}
      />
    </div>
  );
}
