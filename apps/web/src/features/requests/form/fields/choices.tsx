import { Select } from "@mantine/core";
import type { RequestField } from "@tartip/domain/requests/type";
import { useTranslation } from "react-i18next";
import { labelIn } from "../../../../lib/reference.ts";
import type { Reference } from "../../../../lib/reference.ts";
import { fieldProps } from "../../../../ui/input/fieldProps.tsx";
import { useForm } from "../FormContext.ts";
import type { FieldProps } from "../FormContext.ts";
import { textOf } from "./plain.tsx";

interface Option {
  value: string;
  label: string;
}

interface ChoiceProps extends FieldProps {
  options: Option[] | { group: string; items: Option[] }[];
  /** What else follows from the choice. */
  onPick?: (value: string | null) => void;
  searchable?: boolean;
}

function Choice({ field, common, options, onPick, searchable = false }: ChoiceProps) {
  const { t } = useTranslation("requests");
  const { values, set } = useForm();
  return (
    <Select
      {...fieldProps(common)}
      data={options}
      value={textOf(values[field.key]) || null}
      onChange={(value) => {
        set(field.key, value);
        onPick?.(value);
      }}
      placeholder={t("form.choose")}
      searchable={searchable}
      clearable={!common.required}
      // Choosing what is chosen already keeps it: a proposed answer must survive being confirmed.
      allowDeselect={false}
      nothingFoundMessage={t("ui:picker.nothing")}
      maxDropdownHeight={320}
      clearButtonProps={{ "aria-label": t("ui:remove") }}
    />
  );
}

/** A choice of the type's own options, or of the currencies. */
export function SelectField({ field, common }: FieldProps) {
  const { i18n } = useTranslation();
  const { reference } = useForm();
  return <Choice field={field} common={common} options={optionsOf(field, reference, i18n.language)} />;
}

function optionsOf(field: RequestField, reference: Reference, language: string): Option[] {
  if (field.type === "currency") {
    return reference.currencies.map(({ code, name, symbol }) => ({ value: code, label: `${symbol} ${labelIn(name, language)}` }));
  }
  return (field.options ?? []).map(({ value, label }) => ({
    value: String(value),
    label: label ? labelIn(label, language) : String(value),
  }));
}

export function BranchField(props: FieldProps) {
  const { i18n } = useTranslation();
  const { reference } = useForm();
  const options = reference.branches
    .filter((one) => one.active)
    .map(({ id, name }) => ({ value: id, label: labelIn(name, i18n.language) }));
  return <Choice {...props} options={options} />;
}

export function DepartmentField(props: FieldProps) {
  const { i18n } = useTranslation();
  const { reference } = useForm();
  const options = reference.departments
    .filter((one) => one.active)
    .map(({ id, name }) => ({ value: id, label: labelIn(name, i18n.language) }));
  return <Choice {...props} options={options} searchable />;
}

/** Open projects, those of the chosen branch first. */
export function ProjectField(props: FieldProps) {
  const { reference, values } = useForm();
  const near = (branchId: string | null) => (branchId !== null && branchId === values["branch"] ? 0 : 1);
  const options = reference.projects
    .filter((one) => one.status === "active")
    .toSorted((one, other) => near(one.branchId) - near(other.branchId))
    .map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` }));
  return <Choice {...props} options={options} searchable />;
}

/** The tree of cost items as groups; choosing one proposes its usual payment code. */
export function CostItemField(props: FieldProps) {
  const { i18n } = useTranslation();
  const { reference, type, values, set } = useForm();
  const name = (one: Reference["costItems"][number]) => `${one.code} ${labelIn(one.name, i18n.language)}`;
  const groups = reference.costItems
    .filter((one) => one.parentId === null)
    .map((group) => ({
      group: name(group),
      items: reference.costItems
        .filter((one) => one.active && one.parentId === group.id)
        .map((one) => ({ value: one.id, label: name(one) })),
    }))
    .filter((group) => group.items.length > 0);
  const knp = type.fields.find((field) => field.type === "knp");
  function propose(id: string | null) {
    const usual = reference.costItems.find((one) => one.id === id)?.knp;
    if (knp && usual && !values[knp.key]) set(knp.key, usual);
  }
  return <Choice {...props} options={groups} searchable onPick={propose} />;
}

export function KnpField(props: FieldProps) {
  const { i18n } = useTranslation();
  const { reference } = useForm();
  const options = reference.knp.map(({ code, name }) => ({ value: code, label: `${code} ${labelIn(name, i18n.language)}` }));
  return <Choice {...props} options={options} searchable />;
}
