import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { fieldErrors } from "../../lib/errors.ts";
import { findPeople } from "../../lib/peopleSearch.ts";
import { labelIn } from "../../lib/reference.ts";
import { ChoiceInput } from "../../ui/input/ChoiceInput.tsx";
import { PersonPicker } from "../../ui/input/PersonPicker.tsx";
import { CodeInput } from "./CodeInput.tsx";
import { labelOf, LabelInput, NO_LABEL } from "./LabelInput.tsx";
import { useRetire, useSaveRow } from "./organisationQueries.ts";
import type { Department } from "./organisationQueries.ts";
import { RetireButton, RowDialog } from "./RowDialog.tsx";
import { withBelow } from "./rows.ts";
import { useRequired } from "./useRequired.ts";

const path = "/api/v1/organisation/departments";
type Body = Omit<Department, "id" | "version" | "active" | "personName">;

const calls = {
  add: (body: Body) => call(api.POST(path, { body })),
  change: (id: string, body: Partial<Body> & { version: number }) =>
    call(api.PATCH(`${path}/{id}`, { params: { path: { id } }, body })),
};

interface Props {
  row: Department | undefined;
  all: readonly Department[];
  onClose: () => void;
}

/** A department, new or to be changed; it cannot stand inside itself. */
export function DepartmentDialog({ row, all, onClose }: Props) {
  const { t } = useTranslation("organisation");
  const [seen] = useState(row);
  const [draft, setDraft] = useState(draftOf(row));
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const save = useSaveRow(calls, seen, onClose);
  const retire = useRetire(calls, onClose);
  const required = useRequired({ "name.ru": draft.name.ru, code: draft.code });
  const wrong = { ...fieldErrors(save.error, t), ...required.missing };
  return (
    <RowDialog
      title={t(row ? "departments.edit" : "departments.new")}
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
        help={t("departments.nameHelp")}
        value={draft.name}
        onChange={(name) => change({ name })}
        wrong={wrong}
        focus
      />
      <CodeInput
        value={draft.code}
        onChange={(code) => change({ code })}
        help={t("departments.codeHelp")}
        error={wrong["code"]}
      />
      <ParentField
        row={row}
        all={all}
        value={draft.parentId}
        onChange={(parentId) => change({ parentId })}
        error={wrong["parentId"]}
      />
      <HeadField value={draft.head} onChange={(head) => change({ head })} error={wrong["headId"]} />
    </RowDialog>
  );
}

type Draft = ReturnType<typeof draftOf>;

function draftOf(row: Department | undefined) {
  return {
    code: row?.code ?? "",
    name: row?.name ?? NO_LABEL,
    parentId: row?.parentId ?? null,
    head: row?.headId ? { id: row.headId, label: row.personName ?? "" } : null,
  };
}

function bodyOf(draft: Draft): Body {
  return {
    code: draft.code.trim(),
    name: labelOf(draft.name),
    parentId: draft.parentId,
    headId: draft.head?.id ?? null,
  };
}

interface ParentProps extends Pick<Props, "row" | "all"> {
  value: string | null;
  onChange: (parentId: string | null) => void;
  error: string | undefined;
}

/** The department above: in work, and neither this one nor one below it. */
function ParentField({ row, all, value, onChange, error }: ParentProps) {
  const { t, i18n } = useTranslation("organisation");
  const own = row ? withBelow(all, row.id) : new Set<string>();
  const above = all.filter((one) => !own.has(one.id) && (one.active || one.id === value));
  return (
    <ChoiceInput
      name="parentId"
      label={t("field.parent")}
      help={t("departments.parentHelp")}
      error={error}
      options={above.map(({ id, name }) => ({ value: id, label: labelIn(name, i18n.language) }))}
      value={value}
      onChange={onChange}
    />
  );
}

interface HeadProps {
  value: Draft["head"];
  onChange: (head: Draft["head"]) => void;
  error: string | undefined;
}

function HeadField({ value, onChange, error }: HeadProps) {
  const { t } = useTranslation("organisation");
  return (
    <PersonPicker
      name="headId"
      label={t("field.head")}
      help={t("departments.headHelp")}
      value={value}
      search={findPeople}
      onChange={onChange}
      error={error}
    />
  );
}
