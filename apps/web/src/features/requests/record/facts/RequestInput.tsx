import { textAt } from "@tartip/domain/requests/meaning";
import type { RequestField } from "@tartip/domain/requests/type";
import { useTranslation } from "react-i18next";
import { labelIn } from "../../../../lib/reference.ts";
import type { Entry, EntryType } from "../../../records/fields/entry.ts";
import { FieldInput } from "../../../records/fields/FieldInput.tsx";
import type { RequestView } from "../../requestQueries.ts";

interface Props extends Pick<Entry, "value" | "onChange" | "error" | "onUnread"> {
  request: RequestView;
  field: RequestField & { type: EntryType };
  /** The answers as they stand in the dialog. */
  values: Record<string, unknown>;
}

/** A field of a submitted request: its names and its currency are the request's. */
export function RequestInput({ request, field, values, ...entry }: Props) {
  const { i18n } = useTranslation();
  const { names, meaning, currency } = request;
  const known = [...names.people, ...names.counterparties, ...names.documents];
  return (
    <FieldInput
      {...entry}
      field={field}
      name={field.key}
      label={labelIn(field.label, i18n.language)}
      required={field.required}
      nameOf={(id) => known.find((one) => one.id === id)?.name}
      currency={currency ?? undefined}
      near={values["branch"]}
      counterpartyId={textAt(values, meaning.counterparty)}
    />
  );
}
