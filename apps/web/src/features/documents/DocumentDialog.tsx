import { Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { fieldErrors } from "../../lib/errors.ts";
import { dayText, isDay } from "../../lib/dates.ts";
import { moneyText } from "../../lib/money.ts";
import { useNames } from "../../lib/reference.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { useUnread } from "../../ui/input/useUnread.ts";
import { toast } from "../../ui/action/toast.tsx";
import { ClashNote } from "../records/edits/ClashNote.tsx";
import { useEdits } from "../records/edits/useEdits.ts";
import { DocumentFields } from "./DocumentFields.tsx";
import css from "./Documents.module.css";
import { formOf, patchOf } from "./documentForm.ts";
import { documentQuery } from "./documentQueries.ts";
import type { DocumentCard } from "./documentQueries.ts";

/** Changes a document's card. */
export function DocumentDialog({ card, opened, onClose }: { card: DocumentCard; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation("documents");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("new.editTitle")}
      size={680}
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      {opened ? <EditForm card={card} onClose={onClose} /> : null}
    </Modal>
  );
}

function EditForm({ card, onClose }: { card: DocumentCard; onClose: () => void }) {
  const { t } = useTranslation("documents");
  const cache = useQueryClient();
  const { values: form, ...edits } = useEdits(formOf(card));
  const showValue = useFormValue(form.currency);
  const unread = useUnread();
  const save = useMutation({
    mutationFn: () =>
      call(
        api.PATCH("/api/v1/documents/{id}", {
          params: { path: { id: card.id } },
          body: { ...patchOf(form, edits.changed), version: card.version },
        }),
      ),
    onSuccess: (saved) => {
      cache.setQueryData(documentQuery(card.id).queryKey, saved);
      void cache.invalidateQueries({ queryKey: ["list"] });
      toast(t("ui:saved"));
      onClose();
    },
    // Was somebody faster, what they changed is read and shown.
    onError: () => cache.invalidateQueries({ queryKey: documentQuery(card.id).queryKey }),
  });
  const errors = fieldErrors(save.error, t);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending && edits.clashes.length === 0 && unread.names.size === 0) save.mutate();
      }}
    >
      <DocumentFields form={form} onChange={edits.change} errors={errors} onUnread={unread.note} />
      <ClashNote
        clashes={edits.clashes}
        labelOf={(key) => t(`page.field.${key.replace(/(Code|Minor|Id)$/u, "")}`)}
        show={showValue}
        onTheirs={edits.takeTheirs}
        onOurs={edits.keepOurs}
      />
      <ErrorNotice error={Object.keys(errors).length > 0 || edits.clashes.length > 0 ? undefined : save.error} />
      <div className={css["buttons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="primary" type="submit" busy={save.isPending} disabled={edits.clashes.length > 0}>
          {t("ui:save")}
        </Button>
      </div>
    </form>
  );
}

/** Values of the form in words. */
function useFormValue(currency: string): (key: string, value: unknown) => string | undefined {
  const names = useNames();
  return (key, value) => {
    if (typeof value === "number") return moneyText(value, currency);
    if (typeof value === "object" && value !== null) return String(Reflect.get(value, "label"));
    const text = typeof value === "string" ? value : "";
    if (key === "kindCode") return names.documentKind(text);
    if (key === "branchId") return names.branch(text);
    if (key === "projectId") return names.project(text);
    return isDay(text) ? dayText(text) : text;
  };
}
