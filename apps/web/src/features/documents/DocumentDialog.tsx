import { Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { fieldErrors } from "../../lib/errors.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { useUnread } from "../../ui/input/useUnread.ts";
import { toast } from "../../ui/action/toast.tsx";
import { DocumentFields } from "./DocumentFields.tsx";
import css from "./Documents.module.css";
import { bodyOf, formOf } from "./documentForm.ts";
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
  const [form, setForm] = useState(formOf(card));
  const unread = useUnread();
  const save = useMutation({
    mutationFn: () =>
      call(
        api.PATCH("/api/v1/documents/{id}", {
          params: { path: { id: card.id } },
          body: { ...bodyOf(form), version: card.version, ...(form.kindCode ? { kindCode: form.kindCode } : {}) },
        }),
      ),
    onSuccess: (saved) => {
      cache.setQueryData(documentQuery(card.id).queryKey, saved);
      void cache.invalidateQueries({ queryKey: ["list"] });
      toast(t("ui:saved"));
      onClose();
    },
  });
  const errors = fieldErrors(save.error, t);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending && unread.names.size === 0) save.mutate();
      }}
    >
      <DocumentFields form={form} onChange={(part) => setForm({ ...form, ...part })} errors={errors} onUnread={unread.note} />
      <ErrorNotice error={Object.keys(errors).length > 0 ? undefined : save.error} />
      <div className={css["buttons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t("ui:save")}
        </Button>
      </div>
    </form>
  );
}
