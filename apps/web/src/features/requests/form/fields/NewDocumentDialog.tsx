import { FileInput, Modal, Select, TextInput } from "@mantine/core";
import type { Schema } from "@tartip/api-client";
import { IconPaperclip } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../../lib/api.ts";
import { fieldErrors } from "../../../../lib/errors.ts";
import { labelIn } from "../../../../lib/reference.ts";
import { Button } from "../../../../ui/Button.tsx";
import { DateInput } from "../../../../ui/DateInput.tsx";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { FieldRow } from "../../../../ui/FieldGroup.tsx";
import { fieldProps } from "../../../../ui/fieldProps.tsx";
import css from "../Form.module.css";
import { sendFile } from "../draftCalls.ts";
import { useForm } from "../FormContext.ts";

type Card = Schema<"DocumentCard">;

interface Props {
  opened: boolean;
  counterpartyId: string | null;
  /** Kind already chosen in the form; may be empty. */
  kindCode: string;
  onClose: () => void;
  onDone: (card: Card) => void;
}

interface Paper {
  kindCode: string;
  docNumber: string;
  docDate: string | null;
  validTo: string | null;
  subject: string;
  file: File | null;
}

/** A basis that is not in the archive yet: its card, its file, registered at once where the person may. */
export function NewDocumentDialog(props: Props) {
  const { t } = useTranslation("requests");
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t("form.document.title")}
      size={560}
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      {props.opened ? <NewDocument {...props} /> : null}
    </Modal>
  );
}

/** The card, then the file, then the registration: a card once made is not made twice when the file fails. */
async function keep(paper: Paper, counterpartyId: string | null, made: Card | undefined): Promise<Card> {
  const { file, ...fields } = paper;
  const card = made ?? (await call(api.POST("/api/v1/documents", { body: { ...fields, counterpartyId } })));
  if (file) await sendFile(card.id, "file", file, {});
  const path = { id: card.id };
  const fresh = await call(api.GET("/api/v1/documents/{id}", { params: { path } }));
  const register = fresh.actions.find((one) => one.action === "register");
  if (!register?.allowed || register.blockers.length > 0) return fresh;
  const body = { action: "register", version: fresh.version };
  return call(api.POST("/api/v1/documents/{id}/transitions", { params: { path }, body }));
}

function NewDocument({ counterpartyId, kindCode, onClose, onDone }: Props) {
  const { t, i18n } = useTranslation("requests");
  const { reference } = useForm();
  const [paper, setPaper] = useState<Paper>({ kindCode, docNumber: "", docDate: null, validTo: null, subject: "", file: null });
  const [tried, setTried] = useState(false);
  const put = (change: Partial<Paper>) => setPaper({ ...paper, ...change });
  const save = useMutation({ mutationFn: () => keep(paper, counterpartyId, undefined), onSuccess: onDone });
  const errors = fieldErrors(save.error, t);
  const owed = (value: unknown, code: string) => (tried && !value ? t(`fields:${code}`) : undefined);
  const kinds = reference.documentKinds
    .filter((one) => one.basis)
    .map((one) => ({ value: one.code, label: labelIn(one.name, i18n.language) }));
  function submit() {
    setTried(true);
    if (paper.kindCode && paper.docNumber.trim() && paper.docDate && paper.file) save.mutate();
  }
  return (
    <form
      className={css["dialog"]}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {Object.keys(errors).length > 0 ? null : <ErrorNotice error={save.error} />}
      <Select
        {...fieldProps({
          name: "paper-kind",
          label: t("form.document.kind"),
          required: true,
          error: errors["kindCode"] ?? owed(paper.kindCode, "requiredChoice"),
        })}
        data={kinds}
        searchable
        value={paper.kindCode || null}
        onChange={(value) => put({ kindCode: value ?? "" })}
        placeholder={t("form.choose")}
      />
      <FieldRow>
        <TextInput
          {...fieldProps({
            name: "paper-number",
            label: t("form.document.number"),
            required: true,
            error: errors["docNumber"] ?? owed(paper.docNumber.trim(), "required"),
          })}
          value={paper.docNumber}
          onChange={(event) => put({ docNumber: event.target.value })}
        />
        <DateInput
          name="paper-date"
          label={t("form.document.date")}
          required
          error={errors["docDate"] ?? owed(paper.docDate, "requiredDate")}
          value={paper.docDate}
          onChange={(docDate) => put({ docDate })}
        />
        <DateInput
          name="paper-until"
          label={t("form.document.validTo")}
          error={errors["validTo"]}
          value={paper.validTo}
          onChange={(validTo) => put({ validTo })}
        />
      </FieldRow>
      <TextInput
        {...fieldProps({ name: "paper-subject", label: t("form.document.subject"), error: errors["subject"] })}
        value={paper.subject}
        onChange={(event) => put({ subject: event.target.value })}
      />
      <FileInput
        {...fieldProps({
          name: "paper-file",
          label: t("form.document.file"),
          required: true,
          help: t("form.document.fileHelp"),
          error: owed(paper.file, "requiredFile"),
        })}
        accept={reference.settings.fileExtensions.map((ending) => `.${ending}`).join(",")}
        leftSection={<IconPaperclip size={16} aria-hidden />}
        placeholder={t("ui:file.attach")}
        value={paper.file}
        onChange={(file) => put({ file })}
      />
      <div className={css["buttons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t("form.document.save")}
        </Button>
      </div>
    </form>
  );
}
