import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Button } from "../../../../ui/action/Button.tsx";
import type { Entity } from "../../../../ui/input/EntityPicker.tsx";
import { ErrorNotice } from "../../../../ui/action/ErrorNotice.tsx";
import { PersonPicker } from "../../../../ui/input/PersonPicker.tsx";
import type { RequestView } from "../../requestQueries.ts";
import { ClashNote } from "../../../records/edits/ClashNote.tsx";
import { useEdits } from "../../../records/edits/useEdits.ts";
import { findPeople } from "../../../../lib/peopleSearch.ts";
import css from "../Record.module.css";
import { useCardChange } from "./useCardChange.ts";

/** Names another responsible. */
export function AssignDialog({ request, onClose }: { request: RequestView; onClose: () => void }) {
  const { t } = useTranslation("record");
  const { assignee } = request;
  const { values, ...edits } = useEdits(chosenIn(request));
  const person = values.assignee;
  const changed = person !== null && person.id !== assignee?.id && edits.clashes.length === 0;
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
            onChange={(chosen) => edits.change({ assignee: chosen })}
            search={findPeople}
          />
          <ClashNote
            clashes={edits.clashes}
            labelOf={() => t("facts.assignee")}
            show={(_, value) => (typeof value === "object" && value !== null ? String(Reflect.get(value, "label")) : null)}
            onTheirs={edits.takeTheirs}
            onOurs={edits.keepOurs}
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

function chosenIn({ assignee }: RequestView): { assignee: Entity | null } {
  return { assignee: assignee ? { id: assignee.id, label: assignee.name } : null };
}
