import { Checkbox, Input } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { labelIn } from "../../../../lib/reference.ts";
import { fieldProps } from "../../../../ui/input/fieldProps.tsx";
import { PriorityMark } from "../../../../ui/value/PriorityMark.tsx";
import { PRIORITIES } from "@tartip/domain/requests/type";
import css from "../Form.module.css";
import { useForm } from "../FormContext.ts";
import type { FieldProps } from "../FormContext.ts";

/** Several of the type's options, all in sight. */
export function MultiselectField({ field, common }: FieldProps) {
  const { i18n } = useTranslation();
  const { values, set } = useForm();
  const { label, error, description, required } = fieldProps(common);
  const kept = values[field.key];
  const chosen = Array.isArray(kept) ? kept.map(String) : [];
  return (
    <Checkbox.Group
      id={`field-${field.key}`}
      tabIndex={-1}
      label={label}
      description={description}
      error={error}
      required={required}
      withAsterisk={false}
      inputWrapperOrder={["label", "input", "error", "description"]}
      value={chosen}
      onChange={(next) => set(field.key, next)}
    >
      <div className={css["options"]}>
        {(field.options ?? []).map(({ value, label: words }) => (
          <Checkbox
            key={value}
            size="16px"
            radius={4}
            value={String(value)}
            label={words ? labelIn(words, i18n.language) : value}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}

/** Four degrees in sight; the urgent one says what it sets in motion. */
export function PriorityField({ field, common }: FieldProps) {
  const { t } = useTranslation("requests");
  const { values, set, reference } = useForm();
  const { label, error } = fieldProps(common);
  const chosen = values[field.key];
  const urgent = chosen === "urgent" ? t("form.urgentNote", { count: reference.settings.ackWorkMinutes }) : undefined;
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      error={error}
      description={urgent}
      inputWrapperOrder={["label", "input", "error", "description"]}
    >
      <div className={css["segments"]} role="radiogroup" aria-label={t("form.priority")} id={`field-${field.key}`} tabIndex={-1}>
        {PRIORITIES.map((priority) => (
          <label key={priority} className={css["segment"]} data-on={chosen === priority || undefined}>
            <input
              type="radio"
              className="screen-reader"
              name={field.key}
              value={priority}
              checked={chosen === priority}
              onChange={() => set(field.key, priority)}
            />
            <PriorityMark priority={priority} withWord />
          </label>
        ))}
      </div>
    </Input.Wrapper>
  );
}
