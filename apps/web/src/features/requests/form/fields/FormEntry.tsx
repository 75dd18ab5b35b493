import { meaningOf, textAt } from "@tartip/domain/requests/meaning";
import { currencyOf } from "@tartip/domain/requests/scope";
import { isEntry } from "../../../records/fields/entry.ts";
import type { Entry } from "../../../records/fields/entry.ts";
import { FieldInput } from "../../../records/fields/FieldInput.tsx";
import { useForm } from "../FormContext.ts";
import type { FieldProps } from "../FormContext.ts";

/** The answer to one question, entered as every field of its type is; the form knows what stands around it. */
export function FormEntry({ field, common, ...more }: FieldProps & Omit<Partial<Entry>, "field">) {
  const { type, values, set, nameOf, unread } = useForm();
  if (!isEntry(field)) return null;
  return (
    <FieldInput
      {...common}
      field={field}
      value={values[field.key]}
      onChange={(value, chosen) => set(field.key, value, chosen?.label)}
      nameOf={nameOf}
      currency={currencyOf(type, values)}
      near={values["branch"]}
      counterpartyId={textAt(values, meaningOf(type).counterparty)}
      onUnread={(is) => unread(field.key, is)}
      {...more}
    />
  );
}
