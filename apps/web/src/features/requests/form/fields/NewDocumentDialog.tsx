import routes from "@tartip/domain/data/document-routes.json" with { type: "json" };
import { FileInput, Modal, TextInput } from "@mantine/core";
import type { Schema } from "@tartip/api-client";
import { IconPaperclip } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../../lib/api.ts";
import { fieldErrors } from "../../../../lib/errors.ts";
import { labelIn } from "../../../../lib/reference.ts";
import { Button } from "../../../../ui/action/Button.tsx";
import { ChoiceInput } from "../../../../ui/input/ChoiceInput.tsx";
import { useUnread, type Unread } from "../../../../ui/input/useUnread.ts";
import { DateInput } from "../../../../ui/input/DateInput.tsx";
import { ErrorNotice } from "../../../../ui/action/ErrorNotice.tsx";
import { MoneyInput } from "../../../../ui/input/MoneyInput.tsx";
import { FieldRow } from "../../../../ui/input/FieldGroup.tsx";
import { fieldProps } from "../../../../ui/input/fieldProps.tsx";
import { Note } from "../../../../ui/action/Note.tsx";
import css from "../Form.module.css";
import { sendFile } from "../draft/draftCalls.ts";
import { useForm } from "../FormContext.ts";

type Card = Schema<"DocumentCard">;

interface Props {
  opened: boolean;
  counterpartyId: string | null;
  /** Kind already chosen in the form; may be empty. */
  kindCode: string;
  /** Of the request: what is paid by a paper is usually in its currency. */
  currency: string;
  onClose: () => void;
  onDone: (card: Card) => void;
}

interface Paper {
  kindCode: string;
  docNumber: string;
  docDate: string | null;
  validFrom: string | null;
  validTo: string | null;
  subject: string;
  /** Minor units of the request's currency. */
  amountMinor: number | null;
  file: File | null;
}

/** A basis that is not in the archive yet: its card, its file, and at once the way to count: registered, or sent for approval. */
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

type Of = Pick<Props, "counterpartyId" | "currency">;

/** The card, then the file, then the registration or the sending: a card once made is not made twice when the file fails. */
async function keep(paper: Paper, of: Of, made: { current: Card | undefined }): Promise<Card> {
  const { file, amountMinor, ...fields } = paper;
  const amount = amountMinor === null ? {} : { amountMinor, currency: of.currency };
  made.current ??= await call(
    api.POST("/api/v1/documents", { body: { ...fields, ...amount, counterpartyId: of.counterpartyId } }),
  );
  const card = made.current;
  if (file) await sendFile(card.id, "file", file, {});
  const path = { id: card.id };
  const fresh = await call(api.GET("/api/v1/documents/{id}", { params: { path } }));
  const next = fresh.actions.find((one) => one.action === "register" || one.action === "sendForApproval");
  if (!next?.allowed || next.blockers.length > 0) return fresh;
  const body = { action: next.action, version: fresh.version };
  return call(api.POST("/api/v1/documents/{id}/transitions", { params: { path }, body }));
}

/** Kinds that count only after their approval, as supplied. */
function isApproved(kindCode: string): boolean {
  return routes.some(({ kinds }) => kinds.includes(kindCode));
}

const EMPTY = { docNumber: "", docDate: null, validFrom: null, validTo: null, subject: "", amountMinor: null, file: null };

function NewDocument({ counterpartyId, kindCode, currency, onClose, onDone }: Props) {
  const { t, i18n } = useTranslation("requests");
  const { reference } = useForm();
  const [paper, setPaper] = useState<Paper>({ ...EMPTY, kindCode });
  const [tried, setTried] = useState(false);
  const made = useRef<Card>(undefined);
  const unread = useUnread();
  const save = useMutation({ mutationFn: () => keep(paper, { counterpartyId, currency }, made), onSuccess: onDone });
  const refused = fieldErrors(save.error, t);
  const kind = reference.documentKinds.find((one) => one.code === paper.kindCode);
  const needs = (name: string) => kind?.required.includes(name) ?? false;
  const missing: Missing = { ...missingOf(paper, needs, counterpartyId), kindCode: kind ? undefined : "requiredChoice" };
  const lacks = Object.values(missing).some(Boolean);
  const errorOf = (name: string) => {
    if (tried && unread.names.has(name)) return t("fields:dateInvalid");
    return refused[name] ?? (tried && missing[name] ? t(`fields:${missing[name]}`) : undefined);
  };
  return (
    <form
      noValidate
      className={css["dialog"]}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!lacks && unread.names.size === 0) save.mutate();
      }}
    >
      {Object.keys(refused).length > 0 ? null : <ErrorNotice error={save.error} />}
      {errorOf("counterpartyId") ? <Note tone="amber">{t("form.document.partyFirst")}</Note> : null}
      <ChoiceInput
        name="paper-kind"
        label={t("form.document.kind")}
        required
        error={errorOf("kindCode")}
        options={reference.documentKinds
          .filter((one) => one.basis)
          .map((one) => ({ value: one.code, label: labelIn(one.name, i18n.language) }))}
        value={paper.kindCode || null}
        onChange={(value) => setPaper({ ...paper, kindCode: value ?? "" })}
      />
      {isApproved(paper.kindCode) ? <Note tone="amber">{t("form.document.approvedFirst")}</Note> : null}
      <PaperFields paper={paper} onChange={setPaper} needs={needs} errorOf={errorOf} currency={currency} unread={unread} />
      <div className={css["buttons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t("form.document.save")}
        </Button>
      </div>
    </form>
  );
}

type Missing = Record<string, string | undefined>;

/** What must still be entered, by field, as the sentence that says so. */
function missingOf(paper: Paper, needs: (name: string) => boolean, counterpartyId: string | null): Missing {
  return {
    docNumber: needs("number") && !paper.docNumber.trim() ? "required" : undefined,
    docDate: needs("date") && !paper.docDate ? "requiredDate" : undefined,
    validFrom: needs("validFrom") && !paper.validFrom ? "requiredDate" : undefined,
    // A card needs something to be called by.
    subject: (needs("subject") || needs("title")) && !paper.subject.trim() ? "required" : undefined,
    counterpartyId: needs("counterparty") && !counterpartyId ? "requiredCounterparty" : undefined,
    amountMinor: needs("amount") && paper.amountMinor === null ? "requiredMoney" : undefined,
    file: paper.file ? undefined : "requiredFile",
  };
}

interface PaperProps {
  paper: Paper;
  onChange: (paper: Paper) => void;
  /** Whether the chosen kind needs this of its card. */
  needs: (name: string) => boolean;
  errorOf: (name: string) => string | undefined;
  currency: string;
  unread: Unread;
}

function PaperFields(props: PaperProps) {
  const { paper, onChange, needs, errorOf, currency, unread } = props;
  const { t } = useTranslation("requests");
  const put = (change: Partial<Paper>) => onChange({ ...paper, ...change });
  return (
    <>
      <FieldRow>
        <TextInput
          {...fieldProps({
            name: "paper-number",
            label: t("form.document.number"),
            required: needs("number"),
            error: errorOf("docNumber"),
          })}
          value={paper.docNumber}
          onChange={(event) => put({ docNumber: event.target.value })}
        />
        <DateInput
          name="paper-date"
          label={t("form.document.date")}
          required={needs("date")}
          error={errorOf("docDate")}
          onUnread={(is) => unread.note("docDate", is)}
          value={paper.docDate}
          // A contract usually begins on its date; the field beside shows it, and may be changed.
          onChange={(docDate) => put({ docDate, validFrom: paper.validFrom ?? docDate })}
        />
      </FieldRow>
      <TermFields {...props} />
      <TextInput
        {...fieldProps({
          name: "paper-subject",
          label: t("form.document.subject"),
          required: needs("subject") || needs("title"),
          error: errorOf("subject"),
        })}
        value={paper.subject}
        onChange={(event) => put({ subject: event.target.value })}
      />
      {needs("amount") ? (
        <MoneyInput
          name="paper-amount"
          label={t("form.document.amount")}
          required
          error={errorOf("amountMinor")}
          currency={currency}
          value={paper.amountMinor}
          onChange={(amountMinor) => put({ amountMinor })}
        />
      ) : null}
      <FileField {...props} />
    </>
  );
}

/** From when and until when it holds. */
function TermFields({ paper, onChange, needs, errorOf, unread }: PaperProps) {
  const { t } = useTranslation("requests");
  const put = (change: Partial<Paper>) => onChange({ ...paper, ...change });
  return (
    <FieldRow>
      <DateInput
        name="paper-from"
        label={t("form.document.validFrom")}
        required={needs("validFrom")}
        error={errorOf("validFrom")}
        onUnread={(is) => unread.note("validFrom", is)}
        value={paper.validFrom}
        onChange={(validFrom) => put({ validFrom })}
      />
      <DateInput
        name="paper-until"
        label={t("form.document.validTo")}
        error={errorOf("validTo")}
        onUnread={(is) => unread.note("validTo", is)}
        value={paper.validTo}
        onChange={(validTo) => put({ validTo })}
      />
    </FieldRow>
  );
}

function FileField({ paper, onChange, errorOf }: PaperProps) {
  const { t } = useTranslation("requests");
  const { reference } = useForm();
  return (
    <FileInput
      {...fieldProps({
        name: "paper-file",
        label: t("form.document.file"),
        required: true,
        help: t("form.document.fileHelp"),
        error: errorOf("file"),
      })}
      accept={reference.settings.fileExtensions.map((ending) => `.${ending}`).join(",")}
      leftSection={<IconPaperclip size={16} aria-hidden />}
      placeholder={t("ui:file.attach")}
      value={paper.file}
      onChange={(file) => onChange({ ...paper, file })}
    />
  );
}
