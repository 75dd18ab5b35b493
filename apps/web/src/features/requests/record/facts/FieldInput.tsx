import { Checkbox, MultiSelect, NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import type { RequestField } from "@tartip/domain/requests/type";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { labelIn, useNames } from "../../../../lib/reference.ts";
import { DateInput } from "../../../../ui/input/DateInput.tsx";
import { EntityPicker } from "../../../../ui/input/EntityPicker.tsx";
import type { Entity } from "../../../../ui/input/EntityPicker.tsx";
import { fieldProps } from "../../../../ui/input/fieldProps.tsx";
import { MoneyInput } from "../../../../ui/input/MoneyInput.tsx";
import { MonthInput } from "../../../../ui/input/MonthInput.tsx";
import { PersonPicker } from "../../../../ui/input/PersonPicker.tsx";
import type { RequestView } from "../../requestQueries.ts";
import { searchBasis, searchCounterparties, searchPeople } from "../../searches.ts";

interface Props {
  field: RequestField;
  value: unknown;
  onChange: (value: unknown) => void;
  names: RequestView["names"];
  currency: string;
  /** The supplier whose documents a basis is chosen from. */
  counterpartyId?: string | undefined;
  error?: string | undefined;
  /** Told of a chosen document, which knows its kind. */
  onDocument?: ((choice: Entity | null) => void) | undefined;
}

type Shared = Pick<Props, "value" | "onChange"> & {
  own: { name: string; label: string; required: boolean; error: string | undefined };
};

/** One field of a request type as an input; the kind of the field decides which. */
export function FieldInput({ field, value, onChange, names, currency, counterpartyId = "", error, onDocument }: Props) {
  const { i18n } = useTranslation();
  const own = { name: field.key, label: labelIn(field.label, i18n.language), required: field.required, error };
  switch (field.type) {
    case "longtext":
    case "text":
      return <TextField own={own} value={value} onChange={onChange} long={field.type === "longtext"} />;
    case "money":
      return <MoneyInput {...own} value={typeof value === "number" ? value : null} onChange={onChange} currency={currency} />;
    case "number":
      return (
        <NumberInput
          {...fieldProps(own)}
          value={typeof value === "number" ? value : ""}
          onChange={(next) => onChange(typeof next === "number" ? next : null)}
        />
      );
    case "date":
      return <DateInput {...own} value={textOf(value)} onChange={onChange} />;
    case "month":
      return <MonthInput {...own} value={textOf(value)?.slice(0, 7) ?? null} onChange={onChange} />;
    case "bool":
      return (
        <Checkbox
          id={`field-${own.name}`}
          size="16px"
          label={own.label}
          error={own.error ?? null}
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
      );
    case "user":
    case "counterparty":
    case "document":
      return (
        <ReferenceField
          kind={field.type}
          own={own}
          value={value}
          onChange={onChange}
          names={names}
          counterpartyId={counterpartyId}
          onDocument={onDocument}
        />
      );
    default:
      return <ChoiceField field={field} own={own} value={value} onChange={onChange} />;
  }
}

function TextField({ own, value, onChange, long }: Shared & { long: boolean }) {
  const props = { ...fieldProps(own), value: textOf(value) ?? "" };
  return long ? (
    <Textarea {...props} autosize minRows={3} maxRows={12} onChange={(event) => onChange(event.target.value)} />
  ) : (
    <TextInput {...props} onChange={(event) => onChange(event.target.value)} />
  );
}

function ReferenceField({
  kind,
  own,
  value,
  onChange,
  names,
  counterpartyId,
  onDocument,
}: Shared & Pick<Props, "names" | "onDocument"> & { counterpartyId: string } & { kind: "user" | "counterparty" | "document" }) {
  const { t } = useTranslation("requests");
  const known = { user: names.people, counterparty: names.counterparties, document: names.documents }[kind];
  const [picked, setPicked] = useState<Entity | null>(null);
  const name = known.find((one) => one.id === value)?.name ?? (picked?.id === value ? picked?.label : undefined);
  const chosen: Entity | null = typeof value === "string" && value ? { id: value, label: name ?? "…" } : null;
  function choose(entity: Entity | null) {
    setPicked(entity);
    onChange(entity?.id ?? null);
  }
  const props = { ...own, value: chosen, onChange: choose };
  if (kind === "user") return <PersonPicker {...props} search={searchPeople} />;
  if (kind === "counterparty") return <EntityPicker {...props} search={searchCounterparties} />;
  const noFile = picked !== null && picked.id === value && "hasFile" in picked && picked.hasFile === false;
  return (
    <EntityPicker
      {...props}
      help={noFile ? t("form.document.noFile") : undefined}
      onChange={(entity) => {
        choose(entity);
        onDocument?.(entity);
      }}
      search={(q, signal) => searchBasis(counterpartyId, q, signal)}
    />
  );
}

/** Fields with a list of answers: the type's own, or one of the company's lists. */
function ChoiceField({ field, own, value, onChange }: Shared & { field: RequestField }) {
  const options = useOptions(field);
  if (field.type === "multiselect") {
    const chosen = Array.isArray(value) ? value.map(String) : [];
    return <MultiSelect {...fieldProps(own)} data={options} value={chosen} onChange={onChange} />;
  }
  const numeric = field.options?.some((option) => typeof option.value === "number") ?? false;
  return (
    <Select
      {...fieldProps(own)}
      data={options}
      searchable={options.length > 8}
      clearable={!field.required}
      allowDeselect={false}
      value={typeof value === "string" || typeof value === "number" ? String(value) : null}
      onChange={(next) => onChange(numeric && next !== null && /^\d+$/.test(next) ? Number(next) : next)}
    />
  );
}

function useOptions(field: RequestField): { value: string; label: string }[] {
  const { t, i18n } = useTranslation("record");
  const { reference, branches, departments, projects, costItems, currencies } = useNames();
  switch (field.type) {
    case "branch":
      return branches;
    case "department":
      return departments;
    case "project":
      return projects;
    case "costItem":
      return costItems;
    case "currency":
      return currencies;
    case "knp":
      return (reference?.knp ?? []).map(({ code, name }) => ({
        value: code,
        label: `${code} · ${labelIn(name, i18n.language)}`,
      }));
    case "priority":
      return ["low", "medium", "high", "urgent"].map((code) => ({ value: code, label: t(`status:priority.${code}`) }));
    default:
      return (field.options ?? []).map(({ value, label }) => ({
        value: String(value),
        label: label ? labelIn(label, i18n.language) : value === "none" ? t("vat.none") : t("vat.rate", { rate: String(value) }),
      }));
  }
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
