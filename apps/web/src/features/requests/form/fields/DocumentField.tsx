import { currencyKey } from "@tartip/domain/requests/type";
import type { Schema } from "@tartip/api-client";
import { meaningOf, textAt } from "@tartip/domain/requests/meaning";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dayText } from "../../../../lib/dates.ts";
import { meQuery } from "../../../../lib/session.ts";
import type { Entity } from "../../../../ui/input/EntityPicker.tsx";
import { BasisKindNote } from "../../BasisKindNote.tsx";
import { basisKindOf, kindChanged } from "../../basisKind.ts";
import css from "../Form.module.css";
import { useForm } from "../FormContext.ts";
import type { FieldProps } from "../FormContext.ts";
import { FormEntry } from "./FormEntry.tsx";
import { NewDocumentDialog } from "./NewDocumentDialog.tsx";

type Listed = Schema<"DocumentListed">;

function choiceOf(one: Pick<Listed, "id" | "title" | "subject" | "docDate" | "kindCode">): Entity & { kindCode: string } {
  const note = [one.docDate ? dayText(one.docDate) : "", one.subject].filter(Boolean).join(" · ");
  return { id: one.id, label: one.title, note: note || undefined, kindCode: one.kindCode };
}

/** The basis: a document of the chosen counterparty, or a new one with its file. */
export function DocumentField(props: FieldProps) {
  const { t } = useTranslation("requests");
  const cache = useQueryClient();
  const { data: me } = useSuspenseQuery(meQuery);
  const { values, type, set, setAll } = useForm();
  const [creating, setCreating] = useState(false);
  const { counterparty, basis } = meaningOf(type);
  const [changed, setChanged] = useState<ReturnType<typeof kindChanged>>(null);
  function choose(choice: Entity | null) {
    setChanged(kindChanged(type, textAt(values, basis?.kind), choice));
    set(props.field.key, choice?.id ?? null, choice?.label);
    setAll(basisKindOf(type, choice));
  }
  return (
    <>
      <FormEntry
        {...props}
        onChange={(_, chosen = null) => choose(chosen)}
        {...(me.permissions.includes("document.create")
          ? { create: { onCreate: () => setCreating(true), label: t("form.document.add") } }
          : {})}
      />
      <BasisKindNote changed={changed} className={css["told"]} />
      <NewDocumentDialog
        opened={creating}
        counterpartyId={textAt(values, counterparty) || null}
        kindCode={textAt(values, basis?.kind)}
        currency={textAt(values, currencyKey(type)) || "KZT"}
        onClose={() => setCreating(false)}
        onDone={(made) => {
          setCreating(false);
          void cache.invalidateQueries({ queryKey: ["basis"] });
          choose(choiceOf(made));
        }}
      />
    </>
  );
}
