import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../ui/shell/KeyHint.tsx";
import css from "./Lists.module.css";

interface Props {
  shown: number;
  /** Rows under the filter; absent while unknown. */
  total: number | undefined;
  /** Sums by currency. */
  children?: ReactNode;
}

/** Foot of a list: how many rows are loaded of how many, the keys, sums. */
export function ListFooter({ shown, total, children }: Props) {
  const { t } = useTranslation("lists");
  return (
    <>
      <span className={css["keys"]}>
        <span>{total === undefined ? t("shownSome", { shown }) : t("ui:table.shown", { shown, total })}</span>
        <span className={css["hints"]}>
          <KeyHint>J</KeyHint> <KeyHint>K</KeyHint> {t("keys.rows")}
        </span>
        <span className={css["hints"]}>
          <KeyHint>Enter</KeyHint> {t("keys.open")}
        </span>
      </span>
      {children ? <span className={css["totals"]}>{children}</span> : null}
    </>
  );
}
