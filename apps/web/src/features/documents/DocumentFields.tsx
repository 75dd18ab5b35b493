import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../../lib/reference.ts";
import { ChoiceInput } from "../../ui/input/ChoiceInput.tsx";
import { DateInput } from "../../ui/input/DateInput.tsx";
import { EntityPicker } from "../../ui/input/EntityPicker.tsx";
import { FieldGroup, FieldRow } from "../../ui/input/FieldGroup.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";
import { MoneyInput } from "../../ui/input/MoneyInput.tsx";
import { ListInput } from "../records/fields/ListInput.tsx";
import { searchCounterparties } from "../records/fields/searches.ts";
import type { DocumentForm } from "./documentForm.ts";

interface Props {
  form: DocumentForm;
  onChange: (part: Partial<DocumentForm>) => void;
  /** Sentences by field. */
  errors: Record<string, string | undefined>;
  /** Told when what stands in a field is no date, and when it is again. */
  onUnread: (name: string, unread: boolean) => void;
  /** Below the counterparty. */
  children?: ReactNode;
}

/** Names of the kinds' demands where they differ from the form's. */
const REQUIRED_AS: Partial<Record<keyof DocumentForm, string>> = { docNumber: "number", docDate: "date", amountMinor: "amount" };

/** Fields of a document's card, new or changed. */
export function DocumentFields(props: Props) {
  return (
    <>
      <Essence {...props} />
      <Term {...props} />
      <Place {...props} />
    </>
  );
}

/** The common of every field: its name, whether its kind demands it, what is wrong with it. */
function useField({ form, errors }: Props) {
  const { t } = useTranslation("documents");
  const { reference } = useNames();
  const required = reference?.documentKinds.find((kind) => kind.code === form.kindCode)?.required ?? [];
  return (name: keyof DocumentForm, error: string = name) => ({
    required: required.includes(REQUIRED_AS[name] ?? name),
    name,
    label: t(`page.field.${name}`),
    error: errors[error],
  });
}

function Essence(props: Props) {
  const { form, onChange, errors, onUnread } = props;
  const { t } = useTranslation("documents");
  const names = useNames();
  const field = useField(props);
  return (
    <FieldGroup title={t("new.essence")}>
      <FieldRow>
        <ChoiceInput
          name="kindCode"
          label={t("page.field.kind")}
          required
          error={errors["kindCode"]}
          options={names.documentKinds}
          value={form.kindCode}
          searchable
          onChange={(kindCode) => onChange({ kindCode })}
        />
        <TextInput
          {...fieldProps(field("docNumber"))}
          value={form.docNumber}
          onChange={(event) => onChange({ docNumber: event.target.value })}
        />
        <DateInput
          {...field("docDate")}
          onUnread={(is) => onUnread("docDate", is)}
          value={form.docDate}
          onChange={(docDate) => onChange({ docDate })}
        />
      </FieldRow>
      <EntityPicker
        {...field("counterparty", "counterpartyId")}
        value={form.counterparty}
        onChange={(counterparty) => onChange({ counterparty })}
        search={searchCounterparties}
      />
      {props.children}
      <TextInput
        {...fieldProps({ ...field("subject"), help: t("page.field.subjectHelp") })}
        value={form.subject}
        onChange={(event) => onChange({ subject: event.target.value })}
      />
    </FieldGroup>
  );
}

/** How long it holds, and for how much. */
function Term(props: Props) {
  const { form, onChange, onUnread } = props;
  const { t } = useTranslation("documents");
  const field = useField(props);
  return (
    <FieldGroup title={t("new.term")}>
      <FieldRow>
        <DateInput
          {...field("validFrom")}
          onUnread={(is) => onUnread("validFrom", is)}
          value={form.validFrom}
          onChange={(validFrom) => onChange({ validFrom })}
        />
        <DateInput
          {...field("validTo")}
          onUnread={(is) => onUnread("validTo", is)}
          value={form.validTo}
          onChange={(validTo) => onChange({ validTo })}
        />
      </FieldRow>
      <FieldRow>
        <MoneyInput
          {...fieldNamed(field("amountMinor"), t("page.field.amount"))}
          currency={form.currency}
          value={form.amountMinor}
          onChange={(amountMinor) => onChange({ amountMinor })}
        />
        <ListInput
          {...field("currency")}
          list="currency"
          value={form.currency}
          clearable={false}
          onChange={(currency) => onChange({ currency: currency ?? "KZT" })}
        />
      </FieldRow>
    </FieldGroup>
  );
}

/** The branch and the project it belongs to. */
function Place(props: Props) {
  const { form, onChange } = props;
  const { t } = useTranslation("documents");
  const field = useField(props);
  return (
    <FieldGroup title={t("page.place")}>
      <FieldRow>
        <ListInput
          {...fieldNamed(field("branchId"), t("page.field.branch"))}
          list="branch"
          value={form.branchId}
          onChange={(branchId) => onChange({ branchId })}
        />
        <ListInput
          {...fieldNamed(field("projectId"), t("page.field.project"))}
          list="project"
          near={form.branchId}
          value={form.projectId}
          onChange={(projectId) => onChange({ projectId })}
        />
      </FieldRow>
    </FieldGroup>
  );
}

function fieldNamed<Field extends object>(field: Field, label: string): Field & { label: string } {
  return { ...field, label };
}
