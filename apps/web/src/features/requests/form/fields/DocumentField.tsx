import type { Schema } from "@tartip/api-client";
import { meaningOf, textAt } from "@tartip/domain/requests/meaning";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dayText } from "../../../../lib/dates.ts";
import { meQuery } from "../../../../lib/session.ts";
import { EntityPicker } from "../../../../ui/input/EntityPicker.tsx";
import type { Entity } from "../../../../ui/input/EntityPicker.tsx";
import css from "../Form.module.css";
import { useForm } from "../FormContext.ts";
import type { FieldProps } from "../FormContext.ts";
import { basisKindOf, searchBasis } from "../../searches.ts";
import { NewDocumentDialog } from "./NewDocumentDialog.tsx";
import { textOf } from "./plain.tsx";

type Listed = Schema<"DocumentListed">;

function choiceOf(one: Pick<Listed, "id" | "title" | "subject" | "docDate" | "kindCode">): Entity & { kindCode: string } {
  const note = [one.docDate ? dayText(one.docDate) : "", one.subject].filter(Boolean).join(" · ");
  return { id: one.id, label: one.title, note: note || undefined, kindCode: one.kindCode };
}

/** The basis: a document of the chosen counterparty, or a new one with its file. */
export function DocumentField({ field, common }: FieldProps) {
  const { t } = useTranslation("requests");
  const { data: me } = useSuspenseQuery(meQuery);
  const { values, type, set, setAll, nameOf } = useForm();
  const [creating, setCreating] = useState(false);
  const id = textOf(values[field.key]);
  const { counterparty, basis } = meaningOf(type);
  const counterpartyId = textAt(values, counterparty);
  const options = useQuery({
    queryKey: ["basis", counterpartyId],
    queryFn: ({ signal }) => searchBasis(counterpartyId, "", signal),
    enabled: counterpartyId !== "",
  });
  const chosen = options.data?.find((one) => one.id === id);
  const search = (q: string, signal: AbortSignal) => searchBasis(counterpartyId, q, signal);
  function choose(choice: Entity | null) {
    set(field.key, choice?.id ?? null, choice?.label);
    setAll(basisKindOf(type, choice));
  }
  const noFile = chosen && !chosen.hasFile;
  return (
    <>
      <EntityPicker
        {...common}
        help={noFile ? <span className={css["warning"]}>{t("form.document.noFile")}</span> : common.help}
        checked={chosen?.hasFile ? t("form.document.withFile") : undefined}
        value={id ? { id, label: nameOf(id) ?? chosen?.label ?? "…" } : null}
        onChange={choose}
        search={search}
        placeholder={t(counterpartyId ? "form.find.documentOf" : "form.find.document")}
        {...(me.permissions.includes("document.create")
          ? { onCreate: () => setCreating(true), createLabel: t("form.document.add") }
          : {})}
      />
      <NewDocumentDialog
        opened={creating}
        counterpartyId={counterpartyId || null}
        kindCode={textAt(values, basis?.kind)}
        onClose={() => setCreating(false)}
        onDone={(made) => {
          setCreating(false);
          void options.refetch();
          choose(choiceOf(made));
        }}
      />
    </>
  );
}
