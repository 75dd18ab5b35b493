import { Modal } from "@mantine/core";
import { isEmpty } from "@tartip/domain/kernel/conditions";
import { isRequired } from "@tartip/domain/requests/form";
import { meaningOf, textAt } from "@tartip/domain/requests/meaning";
import type { RequestField, RequestType } from "@tartip/domain/requests/type";
import { Fragment, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrors } from "../../../../lib/errors.ts";
import { labelIn, useNames } from "../../../../lib/reference.ts";
import { Button } from "../../../../ui/action/Button.tsx";
import { ErrorNotice } from "../../../../ui/action/ErrorNotice.tsx";
import { ErrorSummary } from "../../../../ui/input/FieldGroup.tsx";
import { useUnread } from "../../../../ui/input/useUnread.ts";
import { Note } from "../../../../ui/action/Note.tsx";
import type { Entity } from "../../../../ui/input/EntityPicker.tsx";
import { isEntry } from "../../../records/fields/entry.ts";
import { useDialogKey } from "../../../../ui/shell/useHotkeys.ts";
import { ConflictNote } from "../../../records/ConflictNote.tsx";
import type { RequestView } from "../../requestQueries.ts";
import { ClashNote } from "../../../records/edits/ClashNote.tsx";
import { useEdits } from "../../../records/edits/useEdits.ts";
import { FieldValue } from "../facts/FieldValue.tsx";
import { RequestInput } from "../facts/RequestInput.tsx";
import { formScope } from "../../form/formModel.ts";
import { BasisKindNote } from "../../BasisKindNote.tsx";
import { basisKindOf, kindChanged } from "../../basisKind.ts";
import css from "../Record.module.css";
import { useCardChange } from "./useCardChange.ts";
import type { FieldWords } from "../../../../lib/requestType.ts";

interface Props {
  request: RequestView;
  type: RequestType;
  labels: FieldWords;
  /** The field a blocker leads to. */
  focus?: string | undefined;
  onClose: () => void;
}

/** Changes the card of a submitted request; what is typed stays until the server took it. */
export function EditDialog({ request, type, labels, focus, onClose }: Props) {
  const { t, i18n } = useTranslation("record");
  const edits = useEdits(request.values);
  const { values, changed } = edits;
  const [picked, setPicked] = useState<readonly Entity[]>([]);
  const [kind, setKind] = useState<ReturnType<typeof kindChanged>>(null);
  const change = useCardChange(request, onClose);
  const fields = editable(type);
  const isRequiredNow = useRequiredNow(request, type, changed);
  const unread = useUnread();
  const [pressed, setPressed] = useState(false);
  const refused = fieldErrors(change.error, t);
  const noDates = pressed ? Object.fromEntries([...unread.names].map((name) => [name, t("fields:dateInvalid")])) : {};
  const errors: Record<string, string> = { ...refused, ...noDates };
  const wrong = Object.entries(errors).map(([name, text]) => ({ name, label: labels.get(name)?.label ?? name, text }));
  const nothing = Object.keys(changed).length === 0 || edits.clashes.length > 0;
  function save() {
    setPressed(true);
    if (!nothing && !change.moving && unread.names.size === 0) change.move(changed);
  }
  const inside = useDialogKey(save);
  useFocus(focus);
  return (
    <Modal opened onClose={onClose} title={t("card.editTitle")} size={560} closeButtonProps={{ "aria-label": t("ui:close") }}>
      <div className={css["dialogTop"]}>
        {request.status === "approval" ? <Note tone="amber">{t("card.votesFall")}</Note> : null}
        <ErrorSummary errors={wrong} />
        {fields.map((field) => (
          <Fragment key={field.key}>
            <RequestInput
              request={request}
              field={{ ...field, required: isRequiredNow(field) }}
              values={values}
              value={values[field.key]}
              onChange={(value, chosen) => {
                if (chosen) setPicked((last) => [...last, chosen]);
                if (field.type === "document")
                  setKind(kindChanged(type, textAt(values, meaningOf(type).basis?.kind), chosen ?? null));
                edits.change({ [field.key]: value, ...followsFrom(field, type, chosen) });
              }}
              onUnread={(is) => unread.note(field.key, is)}
              error={errors[field.key]}
            />
            {field.type === "document" ? <BasisKindNote changed={kind} className={css["quiet"]} /> : null}
          </Fragment>
        ))}
        {type.fields.some((field) => field.type === "lines") ? (
          <p className={css["quiet"]}>{t("card.linesElsewhere", { names: lineNames(type.fields, i18n.language) })}</p>
        ) : null}
        <FieldClashes edits={edits} request={withNames(request, picked)} type={type} labels={labels} />
        {change.conflictSince && edits.clashes.length === 0 ? (
          <ConflictNote recordId={request.id} since={change.conflictSince} labels={labels} />
        ) : null}
        {wrong.length === 0 ? <ErrorNotice error={change.error} /> : null}
      </div>
      <div ref={inside} className={css["dialogButtons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="primary" keyHint="Ctrl Enter" busy={change.moving} disabled={nothing} onClick={save}>
          {t("ui:save")}
        </Button>
      </div>
    </Modal>
  );
}

interface ClashesProps extends Pick<Props, "request" | "type" | "labels"> {
  edits: ReturnType<typeof useEdits>;
}

/** Fields that another person changed while they were being changed here. */
function FieldClashes({ edits, request, type, labels }: ClashesProps) {
  const fields = editable(type);
  return (
    <ClashNote
      clashes={edits.clashes}
      labelOf={(key) => labels.get(key)?.label ?? key}
      show={(key, value) => {
        const field = fields.find((one) => one.key === key);
        return field && !isEmpty(value) ? <FieldValue field={field} value={value} request={request} /> : null;
      }}
      onTheirs={edits.takeTheirs}
      onOurs={edits.keepOurs}
    />
  );
}

/** Which answers must be given, by what stands in the dialog: those of the approval from its start on. */
function useRequiredNow(
  request: RequestView,
  type: RequestType,
  changed: Record<string, unknown>,
): (field: RequestField) => boolean {
  const { reference } = useNames();
  if (!reference) return ({ required }) => required;
  const scope = formScope(type, { ...request.values, ...changed }, reference);
  return (field) => isRequired(field, scope, request.status === "approval" ? "approval" : "submission");
}

/** The request with the names of what was chosen in the dialog. */
function withNames(request: RequestView, picked: readonly Entity[]): RequestView {
  const { people, counterparties, documents } = request.names;
  const named = picked.map(({ id, label }) => ({ id, name: label }));
  const papers = named.map((one) => ({ ...one, opens: false }));
  return {
    ...request,
    names: { people: [...people, ...named], counterparties: [...counterparties, ...named], documents: [...documents, ...papers] },
  };
}

/** Files and tables are changed in other places of the page. */
function editable(type: RequestType) {
  return [...type.common.filter((field) => field.key !== "assignee"), ...type.fields].filter(isEntry);
}

/** What else a choice answers: a document knows its kind. */
function followsFrom(field: RequestField, type: RequestType, chosen: Entity | null | undefined): Record<string, string> {
  return field.type === "document" ? basisKindOf(type, chosen ?? null) : {};
}

function lineNames(fields: readonly RequestField[], language: string): string {
  const tables = fields.filter((field) => field.type === "lines");
  return tables.map((field) => `«${labelIn(field.label, language)}»`).join(", ");
}

/** Shows the field a blocker leads to, and puts the cursor there. */
function useFocus(field: string | undefined) {
  useEffect(() => {
    // The dialog takes the focus first; then the field that is lacking gets it.
    const timer = setTimeout(() => {
      const target = field ? document.getElementById(`field-${field}`) : null;
      target?.scrollIntoView({ block: "center" });
      target?.focus();
    }, 120);
    return () => clearTimeout(timer);
  }, [field]);
}
