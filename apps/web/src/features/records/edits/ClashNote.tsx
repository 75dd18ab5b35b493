import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/action/Button.tsx";
import { Note } from "../../../ui/action/Note.tsx";
import css from "./Edits.module.css";
import type { Clash } from "./useEdits.ts";

interface Props {
  clashes: readonly Clash[];
  labelOf: (key: string) => string;
  /** A value of the field as its reader knows it. */
  show: (key: string, value: unknown) => ReactNode;
  onTheirs: (key: string) => void;
  onOurs: (key: string) => void;
}

/** Another person changed what is being changed here: both values, of which one is chosen before anything is saved. */
export function ClashNote({ clashes, labelOf, show, onTheirs, onOurs }: Props) {
  const { t } = useTranslation("record");
  if (clashes.length === 0) return null;
  return (
    <Note tone="amber" title={t("clash.title")}>
      <ul className={css["clashes"]}>
        {clashes.map(({ key, theirs, ours }) => (
          <li key={key} aria-label={labelOf(key)}>
            <strong>{labelOf(key)}</strong>
            <span className={css["value"]}>
              {t("clash.theirs")} {show(key, theirs) || t("clash.empty")}
            </span>
            <Button small onClick={() => onTheirs(key)}>
              {t("clash.take")}
            </Button>
            <span className={css["value"]}>
              {t("clash.ours")} {show(key, ours) || t("clash.empty")}
            </span>
            <Button small onClick={() => onOurs(key)}>
              {t("clash.keep")}
            </Button>
          </li>
        ))}
      </ul>
    </Note>
  );
}
