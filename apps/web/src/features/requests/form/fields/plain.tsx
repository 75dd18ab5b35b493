import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { findPeople } from "../../../../lib/peopleSearch.ts";
import { DateInput } from "../../../../ui/input/DateInput.tsx";
import { fieldProps } from "../../../../ui/input/fieldProps.tsx";
import { MonthInput } from "../../../../ui/input/MonthInput.tsx";
import { PersonPicker } from "../../../../ui/input/PersonPicker.tsx";
import css from "../Form.module.css";
import { useForm } from "../FormContext.ts";
import type { FieldProps } from "../FormContext.ts";

/** The answer as text; anything else counts as not given. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function TextField({ field, common }: FieldProps) {
  const { values, set } = useForm();
  const text = textOf(values[field.key]);
  return (
    <TextInput
      {...fieldProps(common)}
      value={text}
      onChange={(event) => set(field.key, event.target.value)}
      autoComplete="off"
      {...(field.max !== undefined && text.length > field.max * 0.8
        ? { rightSection: <span className={css["counter"]}>{field.max - text.length}</span> }
        : {})}
    />
  );
}

export function LongTextField({ field, common }: FieldProps) {
  const { values, set } = useForm();
  return (
    <Textarea
      {...fieldProps(common)}
      autosize
      minRows={3}
      maxRows={14}
      value={textOf(values[field.key])}
      onChange={(event) => set(field.key, event.target.value)}
    />
  );
}

export function NumberField({ field, common }: FieldProps) {
  const { values, set } = useForm();
  const [typed, setTyped] = useState<string | null>(null);
  const kept = values[field.key];
  return (
    <TextInput
      {...fieldProps(common)}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? (typeof kept === "number" ? String(kept).replace(".", ",") : textOf(kept))}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        const number = Number(text.replace(/[\s\u00a0]/g, "").replace(",", "."));
        // What is no number is kept as typed: the rule says so beside it.
        set(field.key, text.trim() === "" ? null : Number.isNaN(number) ? text : number);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

export function DateField({ field, common }: FieldProps) {
  const { values, set, unread } = useForm();
  return (
    <DateInput
      {...common}
      value={textOf(values[field.key]) || null}
      onChange={(day) => set(field.key, day)}
      onUnread={(is) => unread(field.key, is)}
    />
  );
}

export function MonthField({ field, common }: FieldProps) {
  const { values, set } = useForm();
  return <MonthInput {...common} value={textOf(values[field.key]) || null} onChange={(month) => set(field.key, month)} />;
}

export function PersonField({ field, common }: FieldProps) {
  const { t } = useTranslation("requests");
  const { values, set, nameOf } = useForm();
  const id = textOf(values[field.key]);
  return (
    <PersonPicker
      {...common}
      value={id ? { id, label: nameOf(id) ?? "…" } : null}
      onChange={(person) => set(field.key, person?.id ?? null, person?.label)}
      search={findPeople}
      placeholder={t("form.find.person")}
    />
  );
}

export function BoolField({ field, common }: FieldProps) {
  const { values, set } = useForm();
  return (
    <div className={css["tick"]}>
      <Checkbox
        id={`field-${field.key}`}
        size="18px"
        radius={4}
        label={common.label}
        description={common.help}
        error={common.error}
        required={common.required}
        checked={values[field.key] === true}
        onChange={(event) => set(field.key, event.target.checked)}
      />
    </div>
  );
}
