import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fieldProps } from "./fieldProps.tsx";
import type { FieldOptions } from "./fieldProps.tsx";

export interface Option {
  value: string;
  label: string;
}

export interface OptionGroup {
  group: string;
  items: Option[];
}

interface Props extends FieldOptions {
  options: readonly Option[] | readonly OptionGroup[];
  value: string | null;
  onChange: (value: string | null) => void;
  placeholder?: string | undefined;
  /** Absent: when the list is long. */
  searchable?: boolean;
  /** Absent: when the answer may stay empty. */
  clearable?: boolean;
  disabled?: boolean;
}

/** Past this many nobody reads a list to its end. */
const LONG = 8;

/** One of a list. */
export function ChoiceInput({ options, value, onChange, placeholder, searchable, clearable, disabled, ...field }: Props) {
  const { t } = useTranslation("ui");
  const count = options.reduce((sum, one) => sum + ("items" in one ? one.items.length : 1), 0);
  return (
    <Select
      {...fieldProps(field)}
      data={[...options]}
      value={value}
      onChange={onChange}
      placeholder={placeholder ?? t("field.choose")}
      searchable={searchable ?? count > LONG}
      selectFirstOptionOnChange
      clearable={clearable ?? !field.required}
      // Choosing what is chosen already keeps it: a proposed answer must survive being confirmed.
      allowDeselect={false}
      disabled={disabled ?? false}
      nothingFoundMessage={t("picker.nothing")}
      maxDropdownHeight={320}
      clearButtonProps={{ "aria-label": t("remove") }}
    />
  );
}
