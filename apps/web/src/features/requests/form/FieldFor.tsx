import type { RequestField } from "@tartip/domain/requests/type";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { labelIn } from "../../../lib/reference.ts";
import css from "./Form.module.css";
import { useForm } from "./FormContext.ts";
import type { FieldProps } from "./FormContext.ts";
import { requiredWhen } from "./formModel.ts";
import { CounterpartyField } from "./fields/CounterpartyField.tsx";
import { DocumentField } from "./fields/DocumentField.tsx";
import { FileField } from "./fields/FileField.tsx";
import { FormEntry } from "./fields/FormEntry.tsx";
import { LinesField } from "./fields/LinesField.tsx";
import { MoneyField, VatField } from "./fields/money.tsx";
import { CostItemField, PriorityField } from "./fields/proposals.tsx";

/** Types whose answer brings others along, makes what is not there yet, or is more than one value. */
const OWN: Partial<Record<RequestField["type"], (props: FieldProps) => ReactNode>> = {
  money: MoneyField,
  vat: VatField,
  costItem: CostItemField,
  priority: PriorityField,
  counterparty: CounterpartyField,
  document: DocumentField,
  file: FileField,
  files: FileField,
  lines: LinesField,
};

/** One question of the form, drawn by its type; says when its answer must be given. */
export function FieldFor({ field }: { field: RequestField }) {
  const { t, i18n } = useTranslation("requests");
  const { type, scope, errorOf, touch } = useForm();
  const needed = requiredWhen(type, field, scope);
  const Field = OWN[field.type] ?? FormEntry;
  const help = i18n.exists(`requests:form.help.${field.key}`) ? t(`form.help.${field.key}`) : undefined;
  const later =
    needed?.at === "approval"
      ? t("form.later.approval")
      : needed?.at === "step"
        ? t("form.later.step", { step: labelIn(needed.title, i18n.language) })
        : undefined;
  return (
    <div className={css["field"]} onBlur={() => touch(field.key)}>
      <Field
        field={field}
        common={{
          name: field.key,
          label: (
            <>
              {labelIn(field.label, i18n.language)}
              {later ? <span className={css["later"]}>{later}</span> : null}
            </>
          ),
          help,
          required: needed?.at === "now",
          error: errorOf(field.key),
        }}
      />
    </div>
  );
}
