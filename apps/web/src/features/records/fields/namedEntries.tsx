import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { findPeople } from "../../../lib/peopleSearch.ts";
import { EntityPicker } from "../../../ui/input/EntityPicker.tsx";
import type { Entity } from "../../../ui/input/EntityPicker.tsx";
import { PersonPicker } from "../../../ui/input/PersonPicker.tsx";
import { textOf, wordsOf } from "./entry.ts";
import type { Entry } from "./entry.ts";
import css from "./Fields.module.css";
import { searchBasis, searchCounterparties } from "./searches.ts";

/** A person by part of the name. */
export function PersonEntry(entry: Entry) {
  const { t } = useTranslation("ui");
  const { value, choose } = useChosen(entry);
  return (
    <PersonPicker {...wordsOf(entry)} value={value} onChange={choose} search={findPeople} placeholder={t("field.find.person")} />
  );
}

/** A supplier or other party by name or BIN. */
export function CounterpartyEntry(entry: Entry) {
  const { t } = useTranslation("ui");
  const { value, choose } = useChosen(entry);
  return (
    <EntityPicker
      {...wordsOf(entry)}
      {...creating(entry)}
      value={value}
      onChange={choose}
      search={searchCounterparties}
      placeholder={t("field.find.counterparty")}
    />
  );
}

/** A document of the chosen counterparty; says whether its file is in the archive. */
export function DocumentEntry(entry: Entry) {
  const { t } = useTranslation("ui");
  const { counterpartyId = "" } = entry;
  const { data: known } = useQuery({
    queryKey: ["basis", counterpartyId],
    queryFn: ({ signal }) => searchBasis(counterpartyId, "", signal),
    enabled: counterpartyId !== "",
  });
  const { value, picked, choose } = useChosen(entry);
  const found = known?.find((one) => one.id === value?.id);
  const hasFile = found?.hasFile ?? fileOf(picked);
  return (
    <EntityPicker
      {...wordsOf(entry)}
      {...creating(entry)}
      help={hasFile === false ? <span className={css["warning"]}>{t("field.noFile")}</span> : entry.help}
      checked={hasFile ? t("field.withFile") : undefined}
      value={value && found && value.label === UNKNOWN ? { ...value, label: found.label } : value}
      onChange={choose}
      search={(q, signal) => searchBasis(counterpartyId, q, signal)}
      placeholder={t(counterpartyId ? "field.find.documentOf" : "field.find.document")}
    />
  );
}

const UNKNOWN = "…";

/** The thing behind the id by its name: the form's, or that of the choice just made. */
function useChosen({ value, nameOf, onChange }: Entry) {
  const [last, setLast] = useState<Entity | null>(null);
  const id = textOf(value);
  const picked = last?.id === id ? last : null;
  function choose(entity: Entity | null) {
    setLast(entity);
    onChange(entity?.id ?? null, entity);
  }
  return { value: id ? { id, label: nameOf?.(id) ?? picked?.label ?? UNKNOWN } : null, picked, choose };
}

function fileOf(picked: Entity | null): boolean | undefined {
  return picked && "hasFile" in picked && typeof picked.hasFile === "boolean" ? picked.hasFile : undefined;
}

function creating({ create }: Entry) {
  return create ? { onCreate: create.onCreate, createLabel: create.label } : {};
}
