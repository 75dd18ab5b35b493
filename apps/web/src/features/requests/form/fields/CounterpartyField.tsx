import { checkBinIin } from "@tartip/domain/requisites/bin";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../../lib/api.ts";
import { meQuery } from "../../../../lib/session.ts";
import { EntityPicker } from "../../../../ui/input/EntityPicker.tsx";
import { counterpartyChoice, searchCounterparties } from "../../searches.ts";
import type { CounterpartyChoice } from "../../searches.ts";
import { useForm } from "../FormContext.ts";
import type { FieldProps } from "../FormContext.ts";
import { NewCounterpartyDialog } from "./NewCounterpartyDialog.tsx";
import { textOf } from "./plain.tsx";

/** A supplier or other party by name or BIN; a new one is added without leaving the form. */
export function CounterpartyField({ field, common }: FieldProps) {
  const { t } = useTranslation("requests");
  const { data: me } = useSuspenseQuery(meQuery);
  const { values, type, set, setAll, nameOf } = useForm();
  const [creating, setCreating] = useState<string>();
  const id = textOf(values[field.key]);
  const card = useQuery({
    queryKey: ["counterparty", id],
    queryFn: () => call(api.GET("/api/v1/counterparties/{id}", { params: { path: { id } } })),
    enabled: id !== "",
  });
  const mayCreate = me.permissions.includes("counterparty.manage");
  const costItem = type.fields.find((one) => one.type === "costItem");
  function choose(choice: CounterpartyChoice | null) {
    set(field.key, choice?.id ?? null, choice?.label);
    // The usual item of this party, unless the person has chosen one.
    if (choice?.defaultCostItemId && costItem && !values[costItem.key]) setAll({ [costItem.key]: choice.defaultCostItemId });
  }
  const bin = card.data?.bin;
  return (
    <>
      <EntityPicker
        {...common}
        value={id ? { id, label: nameOf(id) ?? card.data?.name ?? "…" } : null}
        onChange={choose}
        search={searchCounterparties}
        placeholder={t("form.find.counterparty")}
        checked={bin && checkBinIin(bin).ok ? t("form.binRight", { bin }) : undefined}
        {...(mayCreate ? { onCreate: setCreating, createLabel: t("form.counterparty.add") } : {})}
      />
      <NewCounterpartyDialog
        typed={creating}
        onClose={() => setCreating(undefined)}
        onDone={(made) => {
          setCreating(undefined);
          choose(counterpartyChoice(made));
        }}
      />
    </>
  );
}
