import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { errorSentence, isLost, isRefused } from "../lib/errors.ts";
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

interface FailureProps {
  title: string;
  /** What happened; absent: as the error says it. */
  text?: ReactNode;
  error?: unknown;
  onRetry?: (() => void) | undefined;
}

/**
 * A failure: what happened, and «Повторить». Without the server it tries again by itself; what is not for this person is
 * no failure and is not tried again.
 */
export function ErrorState({ title, text, error, onRetry }: FailureProps) {
  const { t } = useTranslation("ui");
  const lost = isLost(error);
  useRetry(lost ? onRetry : undefined);
  if (isRefused(error)) return <EmptyState title={t("error.refused")} text={t("error.refusedText")} />;
  return (
    <div role="alert">
      <EmptyState
        icon={<IconAlertTriangle size={20} color="var(--red)" aria-hidden />}
        title={lost ? t("error.lost") : title}
        text={lost ? t("error.lostText") : (text ?? errorSentence(error, t))}
        actions={onRetry ? <Button onClick={onRetry}>{t("retry")}</Button> : undefined}
      />
    </div>
  );
}

/** How often a page without its server tries again, besides the moment the network comes back. */
const TRY_AGAIN_MS = 15_000;

function useRetry(onRetry: (() => void) | undefined): void {
  const latest = useRef(onRetry);
  useEffect(() => {
    latest.current = onRetry;
  });
  const tries = onRetry !== undefined;
  useEffect(() => {
    if (!tries) return undefined;
    const again = () => latest.current?.();
    const timer = setInterval(again, TRY_AGAIN_MS);
    window.addEventListener("online", again);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", again);
    };
  }, [tries]);
}
