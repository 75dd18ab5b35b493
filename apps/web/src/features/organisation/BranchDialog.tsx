import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { fieldErrors } from "../../lib/errors.ts";
import { findPeople } from "../../lib/peopleSearch.ts";
import { FieldRow } from "../../ui/input/FieldGroup.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";
import { PersonPicker } from "../../ui/input/PersonPicker.tsx";
import { CodeInput } from "./CodeInput.tsx";
import { labelOf, LabelInput, NO_LABEL } from "./LabelInput.tsx";
import { useRetire, useSaveRow } from "./organisationQueries.ts";
import type { Branch } from "./organisationQueries.ts";
import { RetireButton, RowDialog } from "./RowDialog.tsx";
import { useRequired } from "./useRequired.ts";

const path = "/api/v1/organisation/branches";
type Body = Omit<Branch, "id" | "version" | "active" | "personName">;

const calls = {
  add: (body: Body) => call(api.POST(path, { body })),
  change: (id: string, body: Partial<Body> & { version: number }) =>
    call(api.PATCH(`${path}/{id}`, { params: { path: { id } }, body })),
};

/** A branch, new or to be changed. */
export function BranchDialog({ row, onClose }: { row: Branch | undefined; onClose: () => void }) {
  const { t } = useTranslation("organisation");
  const [seen] = useState(row);
  const [draft, setDraft] = useState(draftOf(row));
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const save = useSaveRow(calls, seen, onClose);
  const retire = useRetire(calls, onClose);
  const required = useRequired({ "name.ru": draft.name.ru, "city.ru": draft.city.ru, code: draft.code });
  const wrong = { ...fieldErrors(save.error, t), ...required.missing };
  return (
    <RowDialog
      title={t(row ? "branches.edit" : "branches.new")}
      isNew={!row}
      onClose={onClose}
      saving={save.isPending}
      error={save.error}
      onSave={() => required.complete(() => save.mutate(bodyOf(draft)))}
      aside={seen ? <RetireButton active={seen.active} busy={retire.isPending} onPress={() => retire.mutate(seen)} /> : null}
    >
      <LabelInput
        name="name"
        label={t("field.name")}
        help={t("branches.nameHelp")}
        value={draft.name}
        onChange={(name) => change({ name })}
        wrong={wrong}
        focus
      />
      <LabelInput name="city" label={t("field.city")} value={draft.city} onChange={(city) => change({ city })} wrong={wrong} />
      <NumberFields draft={draft} change={change} wrong={wrong} />
      <PersonPicker
        name="headId"
        label={t("field.head")}
        help={t("headHelp")}
        value={draft.head}
        search={findPeople}
        onChange={(head) => change({ head })}
        error={wrong["headId"]}
      />
    </RowDialog>
  );
}

type Draft = ReturnType<typeof draftOf>;

function draftOf(row: Branch | undefined) {
  return {
    code: row?.code ?? "",
    name: row?.name ?? NO_LABEL,
    city: row?.city ?? NO_LABEL,
    bin: row?.bin ?? "",
    head: row?.headId ? { id: row.headId, label: row.personName ?? "" } : null,
  };
}

function bodyOf(draft: Draft): Body {
  return {
    code: draft.code.trim(),
    name: labelOf(draft.name),
    city: labelOf(draft.city),
    bin: draft.bin.replace(/\s/gu, "") || null,
    headId: draft.head?.id ?? null,
  };
}

interface FieldsProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  /** What is wrong with a field, by its name. */
  wrong: Record<string, string>;
}

/** Its code, and the number the tax office knows it by. */
function NumberFields({ draft, change, wrong }: FieldsProps) {
  const { t } = useTranslation("organisation");
  return (
    <FieldRow>
      <CodeInput value={draft.code} onChange={(code) => change({ code })} help={t("branches.codeHelp")} error={wrong["code"]} />
      <TextInput
        {...fieldProps({ name: "bin", label: t("field.bin"), help: t("branches.binHelp"), error: wrong["bin"] })}
        inputMode="numeric"
        value={draft.bin}
        onChange={(event) => change({ bin: event.target.value })}
      />
    </FieldRow>
  );
}
