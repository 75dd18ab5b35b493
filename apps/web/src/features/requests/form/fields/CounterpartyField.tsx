import { checkBinIin } from "@tartip/domain/requisites/bin";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../../lib/api.ts";
import { meQuery } from "../../../../lib/session.ts";
import type { Entity } from "../../../../ui/input/EntityPicker.tsx";
import { textOf } from "../../../records/fields/entry.ts";
import { counterpartyChoice } from "../../../records/fields/searches.ts";
import { useForm } from "../FormContext.ts";
import type { FieldProps } from "../FormContext.ts";
import { FormEntry } from "./FormEntry.tsx";
import { NewCounterpartyDialog } from "./NewCounterpartyDialog.tsx";

/** A supplier or other party by name or BIN; a new one is added without leaving the form. */
export function CounterpartyField(props: FieldProps) {
  const { key } = props.field;
  const { t } = useTranslation("requests");
  const { data: me } = useSuspenseQuery(meQuery);
  const { values, type, set, setAll, nameOf } = useForm();
  const [creating, setCreating] = useState<string>();
  const id = textOf(values[key]);
  const card = useQuery({
    queryKey: ["counterparty", id],
    queryFn: () => call(api.GET("/api/v1/counterparties/{id}", { params: { path: { id } } })),
    enabled: id !== "",
  });
  const mayCreate = me.permissions.includes("counterparty.manage");
  const costItem = type.fields.find((one) => one.type === "costItem");
  function choose(choice: Entity | null) {
    set(key, choice?.id ?? null, choice?.label);
    const usual = choice && "defaultCostItemId" in choice ? choice.defaultCostItemId : undefined;
    // The usual item of this party, unless the person has chosen one.
    if (usual && costItem && !values[costItem.key]) setAll({ [costItem.key]: usual });
  }
  const bin = card.data?.bin;
  return (
    <>
      <FormEntry
        {...props}
        onChange={(_, chosen = null) => choose(chosen)}
        nameOf={(one) => nameOf(one) ?? card.data?.name}
        checked={bin && checkBinIin(bin).ok ? t("form.binRight", { bin }) : undefined}
        {...(mayCreate ? { create: { onCreate: setCreating, label: t("form.counterparty.add") } } : {})}
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
