import { TextInput } from "@mantine/core";
import type { Language } from "@tartip/i18n/web";
import { useTranslation } from "react-i18next";
import { FieldRow } from "../../ui/input/FieldGroup.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";

export type Label = Record<Language, string>;

export const NO_LABEL: Label = { ru: "", kk: "", en: "" };

/** A text as it is saved: what was left empty says the same as in Russian. */
export function labelOf({ ru, kk, en }: Label): Label {
  const said = ru.trim();
  return { ru: said, kk: kk.trim() || said, en: en.trim() || said };
}

interface Props {
  name: string;
  label: string;
  help?: string;
  value: Label;
  onChange: (value: Label) => void;
  /** Refusals of the form by field path. */
  wrong: Record<string, string>;
  focus?: boolean;
}

/** One text in three languages: Russian is asked for, the others follow it while they are empty. */
export function LabelInput({ name, label, help, value, onChange, wrong, focus }: Props) {
  const { t } = useTranslation("organisation");
  const input = (language: keyof Label) => (
    <TextInput
      {...fieldProps({
        name: `${name}.${language}`,
        label: language === "ru" ? label : t(`inLanguage.${language}`, { what: label }),
        required: language === "ru",
        help: language === "ru" ? help : undefined,
        error: wrong[`${name}.${language}`],
      })}
      {...(language === "ru" && focus ? { "data-autofocus": true } : {})}
      maxLength={200}
      placeholder={language === "ru" ? undefined : value.ru}
      value={value[language]}
      onChange={(event) => onChange({ ...value, [language]: event.target.value })}
    />
  );
  return (
    <>
      {input("ru")}
      <FieldRow>
        {input("kk")}
        {input("en")}
      </FieldRow>
    </>
  );
}
