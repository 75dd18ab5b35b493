import { Modal } from "@mantine/core";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { findPeople } from "../../../lib/peopleSearch.ts";
import { Button } from "../../../ui/action/Button.tsx";
import type { Entity } from "../../../ui/input/EntityPicker.tsx";
import { PersonPicker } from "../../../ui/input/PersonPicker.tsx";
import { findNameable } from "./nameable.ts";
import css from "./VoteDialog.module.css";

interface Props {
  /** `reassign` or `addApprover`. */
  action: string;
  /** The step at which nobody may act, where a person who manages people names somebody rather than in their own place. */
  namingAt?: string | undefined;
  help: string;
  busy: boolean;
  notices?: ReactNode;
  onClose: () => void;
  onConfirm: (personId: string) => void;
}

/** Names somebody to vote in the reader's place, beside, or where nobody may. */
export function PersonDialog({ action, namingAt, help, busy, notices, onClose, onConfirm }: Props) {
  const { t } = useTranslation("record");
  const [person, setPerson] = useState<Entity | null>(null);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`ask.${action}.title`)}
      size={480}
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      <div className={css["fields"]}>
        <PersonPicker
          name="person"
          label={namingAt ? t("awaits.you.name_person") : t(`ask.${action}.label`)}
          help={namingAt ? t("naming.help") : help}
          required
          value={person}
          onChange={setPerson}
          search={namingAt ? findNameable(namingAt, t) : findPeople}
        />
        {notices}
      </div>
      <div className={css["buttons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="primary" busy={busy} disabled={!person} onClick={() => person && onConfirm(person.id)}>
          {t(`action.${action}`)}
        </Button>
      </div>
    </Modal>
  );
}
