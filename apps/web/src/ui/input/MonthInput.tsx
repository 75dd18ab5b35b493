import { MonthPickerInput } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { monthText } from "../../lib/dates.ts";
import { DatesLocale } from "../value/DatesLocale.tsx";
import { fieldProps } from "./fieldProps.tsx";
import type { FieldOptions } from "./fieldProps.tsx";

interface Props extends FieldOptions {
  /** `YYYY-MM`. */
  value: string | null;
  onChange: (month: string | null) => void;
  disabled?: boolean;
}

/** A month of a budget or period. */
export function MonthInput({ value, onChange, disabled, ...field }: Props) {
  const { t, i18n } = useTranslation("ui");
  return (
    <DatesLocale>
      <MonthPickerInput
        {...fieldProps(field)}
        value={value ? `${value}-01` : null}
        onChange={(day) => onChange(day ? day.slice(0, 7) : null)}
        valueFormatter={({ date }) => (typeof date === "string" ? monthText(date.slice(0, 7), i18n.language) : "")}
        placeholder={t("date.pickMonth")}
        disabled={disabled ?? false}
        rightSection={<IconCalendar size={16} stroke={1.6} aria-hidden />}
        rightSectionPointerEvents="none"
      />
    </DatesLocale>
  );
}
