import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import css from "./Dialog.module.css";
import { FactsList } from "../value/FactsList.tsx";
import type { Fact } from "../value/FactsList.tsx";
import { useDialogKey } from "../shell/useHotkeys.ts";

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, in facts: to whom, how much, from which account. */
  facts: readonly Fact[];
  note?: ReactNode;
  /** The verb on the button: «Отметить оплату». */
  confirmLabel: string;
  onConfirm: () => void;
  busy?: boolean;
  error?: ReactNode;
}

/** For what leaves the house (payment, mail, signature): a summary and one verb. Ctrl+Enter confirms. */
export function ConfirmSummary({ opened, onClose, title, facts, note, confirmLabel, onConfirm, busy, error }: Props) {
  const { t } = useTranslation("ui");
  const inside = useDialogKey(onConfirm, { enabled: opened && !busy });
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={480} closeButtonProps={{ "aria-label": t("close") }}>
      <FactsList facts={facts} />
      {note ? <p className={css["note"]}>{note}</p> : null}
      {error}
      <div ref={inside} className={css["buttons"]}>
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button kind="primary" busy={busy} keyHint="Ctrl Enter" onClick={onConfirm} data-autofocus>
          {confirmLabel}
        </Button>
      </div>
    </Modal>
  );
}
