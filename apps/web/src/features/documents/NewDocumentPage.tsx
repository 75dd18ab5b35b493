import { IconUpload } from "@tabler/icons-react";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { errorSentence, fieldErrors } from "../../lib/errors.ts";
import { meQuery } from "../../lib/session.ts";
import { Button, ButtonLink } from "../../ui/action/Button.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import type { Entity } from "../../ui/input/EntityPicker.tsx";
import { FieldGroup } from "../../ui/input/FieldGroup.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import { errorToast, toast } from "../../ui/action/toast.tsx";
import { useUnread } from "../../ui/input/useUnread.ts";
import { useHotkeys } from "../../ui/shell/useHotkeys.ts";
import { sendFile } from "../records/files/sendFile.ts";
import { ContractField, useBelongsToContract } from "./ContractField.tsx";
import { DocumentFields } from "./DocumentFields.tsx";
import css from "./Documents.module.css";
import { bodyOf, emptyForm } from "./documentForm.ts";
import type { DocumentForm } from "./documentForm.ts";

/** A new card of the archive with its file. */
export default function NewDocumentPage() {
  const { t } = useTranslation("documents");
  const { data: me } = useSuspenseQuery(meQuery);
  const [form, setForm] = useState<DocumentForm>({ ...emptyForm, branchId: me.person.branchId ?? null });
  const [contract, setContract] = useState<Entity | null>(null);
  const belongs = useBelongsToContract(form.kindCode);
  const change = (part: Partial<DocumentForm>) => setForm((last) => ({ ...last, ...part }));
  const [file, setFile] = useState<File | null>(null);
  const [asked, setAsked] = useState(false);
  const unread = useUnread();
  const create = useCreate();
  const refused = fieldErrors(create.error, t);
  const noDates = Object.fromEntries([...unread.names].map((name) => [name, t("fields:dateInvalid")]));
  const errors = { ...refused, ...(asked ? { ...noDates, ...(form.kindCode ? {} : { kindCode: t("new.kindMissing") }) } : {}) };
  function submit() {
    setAsked(true);
    if (form.kindCode && unread.names.size === 0 && !create.isPending)
      create.mutate({ form, kindCode: form.kindCode, file, contractId: belongs ? contract?.id : undefined });
  }
  useHotkeys({ "Mod+Enter": submit });
  return (
    <>
      <PageHeader title={t("new.title")} crumbs={[{ label: t("page.crumb"), to: "/documents" }, { label: t("new.title") }]} />
      <form
        noValidate
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <DocumentFields form={form} onChange={change} errors={errors} onUnread={unread.note}>
          <ContractField
            kindCode={form.kindCode}
            counterpartyId={form.counterparty?.id}
            value={contract}
            onChange={(chosen, counterparty) => {
              setContract(chosen);
              if (counterparty && !form.counterparty) change({ counterparty });
            }}
          />
        </DocumentFields>
        <FieldGroup title={t("page.field.file")}>
          <FileChoice file={file} onChange={setFile} />
        </FieldGroup>
        <ErrorNotice error={Object.keys(refused).length > 0 ? undefined : create.error} />
        <div className={css["buttons"]}>
          <ButtonLink to="/documents">{t("ui:cancel")}</ButtonLink>
          <Button kind="primary" type="submit" keyHint="Ctrl Enter" busy={create.isPending}>
            {t("new.submit")}
          </Button>
        </div>
      </form>
    </>
  );
}

function FileChoice({ file, onChange }: { file: File | null; onChange: (file: File | null) => void }) {
  const { t } = useTranslation("documents");
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={css["choice"]}>
      <Button icon={<IconUpload size={16} stroke={1.6} />} onClick={() => input.current?.click()}>
        {t("new.chooseFile")}
      </Button>
      <span className={css["quiet"]}>{file ? t("new.fileChosen", { name: file.name }) : t("new.fileHelp")}</span>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t("new.chooseFile")}
        onChange={(event) => onChange(event.target.files?.[0] ?? null)}
      />
    </div>
  );
}

interface NewCard {
  form: DocumentForm;
  kindCode: string;
  file: File | null;
  contractId: string | undefined;
}

/** Makes the card, then links its contract and sends its file; what is refused of these leaves the card and says so. */
function useCreate() {
  const { t } = useTranslation("documents");
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({ form, kindCode, file, contractId }: NewCard) => {
      const card = await call(api.POST("/api/v1/documents", { body: { ...bodyOf(form), kindCode } }));
      const params = { path: { id: card.id } };
      const unlinked = contractId
        ? await refusalOf(call(api.POST("/api/v1/records/{id}/links", { params, body: { toId: contractId, kind: "related" } })))
        : null;
      const refused = file ? await refusalOf(sendFile(card.id, file, { fieldKey: "file" })) : null;
      return { card, refused, unlinked };
    },
    onSuccess: async ({ card, refused, unlinked }) => {
      if (refused) errorToast(t("new.fileFailed", { reason: errorSentence(refused, t) }), t("ui:close"));
      if (unlinked) errorToast(t("new.linkFailed", { reason: errorSentence(unlinked, t) }), t("ui:close"));
      if (!refused && !unlinked) toast(t("new.done"));
      await cache.invalidateQueries({ queryKey: ["list"] });
      await navigate({ to: "/documents/$id", params: { id: card.id } });
    },
  });
}

/** Why it was refused; null when it was not. */
function refusalOf(sent: Promise<unknown>): Promise<unknown> {
  return sent.then(
    () => null,
    (error: unknown) => error,
  );
}
