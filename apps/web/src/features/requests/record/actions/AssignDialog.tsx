import { Modal } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../../ui/action/Button.tsx";
import type { Entity } from "../../../../ui/input/EntityPicker.tsx";
import { ErrorNotice } from "../../../../ui/action/ErrorNotice.tsx";
import { PersonPicker } from "../../../../ui/input/PersonPicker.tsx";
import type { RequestView } from "../../requestQueries.ts";
import { findPeople } from "../../../../lib/peopleSearch.ts";
import css from "../Record.module.css";
import { useCardChange } from "./useCardChange.ts";

/** Names another responsible. */
export function AssignDialog({ request, onClose }: { request: RequestView; onClose: () => void }) {
  const { t } = useTranslation("record");
  const { assignee } = request;
  const [person, setPerson] = useState<Entity | null>(assignee ? { id: assignee.id, label: assignee.name } : null);
  const changed = person !== null && person.id !== assignee?.id;
  const change = useCardChange(request, onClose);
  return (
    <Modal opened onClose={onClose} title={t("facts.assign")} size={440} closeButtonProps={{ "aria-label": t("ui:close") }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (changed && !change.moving) change.move({ assignee: person.id });
        }}
      >
        <div className={css["dialogTop"]}>
          <PersonPicker
            name="assignee"
            label={t("facts.assignee")}
            required
            value={person}
            onChange={setPerson}
            search={findPeople}
          />
          <ErrorNotice error={change.error} />
        </div>
        <div className={css["dialogButtons"]}>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button kind="primary" type="submit" keyHint="Ctrl Enter" busy={change.moving} disabled={!changed}>
            {t("facts.assignDo")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
