import { IconCheck, IconSparkles } from "@tabler/icons-react";
import type { ReactNode } from "react";
import css from "./Field.module.css";

export interface FieldOptions {
  /** Key of the field; the anchor `#field-<name>` leads to it. */
  name: string;
  label: ReactNode;
  /** Under the field: an example from practice. */
  help?: ReactNode;
  required?: boolean;
  error?: string | undefined;
  /** A check that passed, in words: «совпадает с договором». */
  checked?: ReactNode;
  /** Filled from the file by recognition: soft ground and a spark, until the person touches it. */
  recognised?: boolean;
}

/**
 * What every input of a form gets: label above, required mark, check, help, error below.
 * `<TextInput {...fieldProps({ name: "bin", label: t("bin"), required: true, error })} />`
 */
export function fieldProps({ name, label, help, required, error, checked, recognised }: FieldOptions) {
  return {
    id: `field-${name}`,
    name,
    label: (
      <>
        {label}
        {required ? (
          <span className={css["required"]} aria-hidden>
            *
          </span>
        ) : null}
        {recognised ? <IconSparkles className={css["spark"]} size={14} aria-hidden /> : null}
      </>
    ),
    required: Boolean(required),
    withAsterisk: false,
    error: error ?? null,
    description: checked || help ? <Below checked={checked} help={help} /> : null,
    descriptionProps: { component: "div" as const },
    inputWrapperOrder: ["label", "input", "error", "description"] satisfies ("label" | "input" | "error" | "description")[],
    classNames: recognised ? { input: css["recognised"] ?? "" } : {},
  };
}

function Below({ checked, help }: { checked: ReactNode; help: ReactNode }) {
  return (
    <>
      {checked ? (
        <span className={css["checked"]}>
          <IconCheck size={14} aria-hidden /> {checked}
        </span>
      ) : null}
      {help}
    </>
  );
}
