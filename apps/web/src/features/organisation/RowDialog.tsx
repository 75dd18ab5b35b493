import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrors } from "../../lib/errors.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import css from "./Organisation.module.css";

interface Props {
  title: string;
  onClose: () => void;
  onSave: () => void;
  saving: boolean;
  error: unknown;
  /** Left of the buttons: taking the row out of work. */
  aside?: ReactNode;
  isNew: boolean;
  children: ReactNode;
}

/** The dialog of one row: fields, «Сохранить», and what else may become of it. */
export function RowDialog({ title, onClose, onSave, saving, error, aside, isNew, children }: Props) {
  const { t } = useTranslation("organisation");
  const atFields = Object.keys(fieldErrors(error, t)).length > 0;
  return (
    <Modal opened onClose={onClose} title={title} size={560} closeButtonProps={{ "aria-label": t("ui:close") }}>
      <form
        noValidate
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          if (!saving) onSave();
        }}
      >
        {children}
        {atFields ? null : <ErrorNotice error={error} />}
        <div className={css["buttons"]}>
          {aside ? <span className={css["retire"]}>{aside}</span> : null}
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button type="submit" kind="primary" busy={saving}>
            {t(isNew ? "add" : "ui:save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** Takes the row out of work or back; absent for a new one. */
export function RetireButton({ active, busy, onPress }: { active: boolean; busy: boolean; onPress: () => void }) {
  const { t } = useTranslation("organisation");
  return (
    <Button kind={active ? "danger" : "plain"} busy={busy} onClick={onPress}>
      {t(active ? "retire" : "return")}
    </Button>
  );
}
