import { Checkbox, Input } from "@mantine/core";
import type { FieldOption } from "@tartip/domain/requests/type";
import { PRIORITIES } from "@tartip/domain/requests/type";
import { useTranslation } from "react-i18next";
import { labelIn } from "../../../lib/reference.ts";
import { ChoiceInput } from "../../../ui/input/ChoiceInput.tsx";
import { fieldProps } from "../../../ui/input/fieldProps.tsx";
import { PriorityMark } from "../../../ui/value/PriorityMark.tsx";
import { wordsOf } from "./entry.ts";
import type { Entry } from "./entry.ts";
import css from "./Fields.module.css";

/** One of the type's own options, or a rate of VAT. */
export function SelectEntry({ field, value, onChange, ...words }: Entry) {
  const wordOf = useWordOf(field.type === "vat");
  const options = field.options ?? [];
  return (
    <ChoiceInput
      {...wordsOf(words)}
      options={options.map((option) => ({ value: String(option.value), label: wordOf(option) }))}
      value={typeof value === "string" || typeof value === "number" ? String(value) : null}
      // The option's own value: a rate is a number.
      onChange={(next) => onChange(options.find((option) => String(option.value) === next)?.value ?? null)}
    />
  );
}

/** Several of the type's options, all in sight. */
export function MultiselectEntry({ field, value, onChange, ...words }: Entry) {
  const wordOf = useWordOf(false);
  const options = field.options ?? [];
  const { label, error, description, required } = fieldProps(words);
  return (
    <Checkbox.Group
      id={`field-${words.name}`}
      tabIndex={-1}
      label={label}
      description={description}
      error={error}
      required={required}
      withAsterisk={false}
      inputWrapperOrder={["label", "input", "error", "description"]}
      value={Array.isArray(value) ? value.map(String) : []}
      // The options' own values: some are numbers.
      onChange={(next) => onChange(options.flatMap(({ value: own }) => (next.includes(String(own)) ? [own] : [])))}
    >
      <div className={css["options"]}>
        {options.map((option) => (
          <Checkbox key={option.value} size="16px" radius={4} value={String(option.value)} label={wordOf(option)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function useWordOf(isRate: boolean): (option: FieldOption) => string {
  const { t, i18n } = useTranslation("ui");
  return ({ value, label }) => {
    if (label) return labelIn(label, i18n.language);
    if (!isRate) return String(value);
    return value === "none" ? t("field.vatNone") : t("field.vatRate", { rate: value });
  };
}

/** Four degrees in sight. */
export function PriorityEntry({ value, onChange, ...words }: Entry) {
  const { t } = useTranslation("ui");
  const { label, error, description } = fieldProps(words);
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      error={error}
      description={description}
      inputWrapperOrder={["label", "input", "error", "description"]}
    >
      <div
        className={css["segments"]}
        role="radiogroup"
        aria-label={t("field.priority")}
        id={`field-${words.name}`}
        tabIndex={-1}
      >
        {PRIORITIES.map((priority) => (
          <label key={priority} className={css["segment"]} data-on={value === priority || undefined}>
            <input
              type="radio"
              className="screen-reader"
              name={words.name}
              value={priority}
              checked={value === priority}
              onChange={() => onChange(priority)}
            />
            <PriorityMark priority={priority} withWord />
          </label>
        ))}
      </div>
    </Input.Wrapper>
  );
}
