import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../action/Button.tsx";
import css from "./BulkBar.module.css";

interface Props {
  count: number;
  /** Sum of the chosen rows as `Money`. */
  sum?: ReactNode;
  onClear: () => void;
  /** Small plain buttons. */
  children: ReactNode;
}

/** What can be done with the chosen rows; docked under the table, never over rows. */
export function BulkBar({ count, sum, onClear, children }: Props) {
  const { t } = useTranslation("ui");
  return (
    <div className={css["bar"]} role="region" aria-label={t("bulk.label")}>
      <span className={css["chosen"]} aria-live="polite">
        <strong>{t("bulk.chosen", { count })}</strong> {sum}
      </span>
      <div className={css["actions"]}>{children}</div>
      <Button kind="quiet" small keyHint="Esc" onClick={onClear}>
        {t("bulk.clear")}
      </Button>
    </div>
  );
}
