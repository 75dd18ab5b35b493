import { useTranslation } from "react-i18next";
import type { Entry } from "../../../records/fields/entry.ts";
import { useForm } from "../FormContext.ts";
import type { FieldProps } from "../FormContext.ts";
import { FormEntry } from "./FormEntry.tsx";

/** A cost item; choosing one proposes its usual payment code. */
export function CostItemField(props: FieldProps) {
  const { reference, type, values, set } = useForm();
  const knp = type.fields.find((field) => field.type === "knp");
  const choose: Entry["onChange"] = (id) => {
    set(props.field.key, id);
    const usual = reference.costItems.find((one) => one.id === id)?.knp;
    if (knp && usual && !values[knp.key]) set(knp.key, usual);
  };
  return <FormEntry {...props} onChange={choose} />;
}

/** The urgent one says what it sets in motion. */
export function PriorityField(props: FieldProps) {
  const { t } = useTranslation("requests");
  const { values, reference } = useForm();
  const urgent = values[props.field.key] === "urgent";
  return <FormEntry {...props} help={urgent ? t("form.urgentNote", { count: reference.settings.ackWorkMinutes }) : undefined} />;
}
