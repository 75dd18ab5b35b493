import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { labelIn, useNames } from "../../lib/reference.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ChoiceInput } from "../../ui/input/ChoiceInput.tsx";
import { FieldGroup, FieldRow } from "../../ui/input/FieldGroup.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";
import { DEADLINE_FIELDS, EMPTY_EXCEPTION, exceptionField } from "./settingsDraft.ts";
import type { ExceptionDraft } from "./settingsDraft.ts";

/** Reminders in one row, heads in the next, as they stand above for most work. */
const PAIRS = [DEADLINE_FIELDS.slice(0, 2), DEADLINE_FIELDS.slice(2)];

interface Props {
  value: readonly ExceptionDraft[];
  onChange: (value: ExceptionDraft[]) => void;
  errorOf: (name: string) => string | undefined;
}

/** What differs for a type of request, a priority, or both. */
export function Exceptions({ value, onChange, errorOf }: Props) {
  const { t } = useTranslation("admin");
  return (
    <>
      {value.map((one, index) => (
        <One
          // Rows have no name of their own, and are drawn again from the draft.
          key={index}
          index={index}
          value={one}
          errorOf={errorOf}
          onChange={(next) => onChange(value.map((old, at) => (at === index ? next : old)))}
          onRemove={() => onChange(value.filter((_, at) => at !== index))}
        />
      ))}
      <div>
        <Button small onClick={() => onChange([...value, EMPTY_EXCEPTION])}>
          {t("settings.addException")}
        </Button>
      </div>
    </>
  );
}

interface OneProps {
  index: number;
  value: ExceptionDraft;
  onChange: (value: ExceptionDraft) => void;
  onRemove: () => void;
  errorOf: Props["errorOf"];
}

function One({ index, value, onChange, onRemove, errorOf }: OneProps) {
  const { t } = useTranslation("admin");
  const { types, priorities } = useWorkNames();
  const name = (field: string) => exceptionField(index, field);
  return (
    <FieldGroup title={t("settings.exception", { number: index + 1 })}>
      <FieldRow>
        <ChoiceInput
          name={name("type")}
          label={t("settings.type")}
          error={errorOf(name("type"))}
          options={types}
          placeholder={t("settings.anyType")}
          value={value.type}
          onChange={(type) => onChange({ ...value, type })}
        />
        <ChoiceInput
          name={name("priority")}
          label={t("settings.priority")}
          error={errorOf(name("priority"))}
          options={priorities}
          placeholder={t("settings.anyPriority")}
          value={value.priority}
          onChange={(priority) => onChange({ ...value, priority })}
        />
      </FieldRow>
      {PAIRS.map((pair) => (
        <FieldRow key={pair.join()}>
          {pair.map((field) => (
            <TextInput
              key={field}
              {...fieldProps({ name: name(field), label: t(`settings.${field}`), error: errorOf(name(field)) })}
              inputMode="numeric"
              placeholder={t("settings.asMost")}
              value={value[field]}
              onChange={(event) => onChange({ ...value, [field]: event.target.value })}
            />
          ))}
        </FieldRow>
      ))}
      <div>
        <Button small kind="quiet" onClick={onRemove}>
          {t("settings.removeException")}
        </Button>
      </div>
    </FieldGroup>
  );
}

/** Types of requests and priorities, as an exception may be for one of each. */
export function useWorkNames() {
  const { i18n } = useTranslation();
  const { reference } = useNames();
  const types = reference?.requestTypes.map(({ code, definition }) => ({
    value: code,
    label: nameOf(definition, i18n.language) ?? code,
  }));
  const priorities = reference?.priorities.map((one) => ({ value: String(one.value), label: labelIn(one.label, i18n.language) }));
  return { types: types ?? [], priorities: priorities ?? [] };
}

function nameOf(definition: unknown, language: string): string | undefined {
  if (typeof definition !== "object" || definition === null || !("label" in definition)) return undefined;
  // reason: the server keeps only definitions that packages/domain/src/requests/parse-type.ts has read, each with a label
  return labelIn(definition.label as Parameters<typeof labelIn>[0], language);
}
