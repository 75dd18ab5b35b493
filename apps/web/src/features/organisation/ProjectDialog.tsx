import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { fieldErrors } from "../../lib/errors.ts";
import { findPeople } from "../../lib/peopleSearch.ts";
import { useUnread, type Unread } from "../../ui/input/useUnread.ts";
import { DateInput } from "../../ui/input/DateInput.tsx";
import { FieldRow } from "../../ui/input/FieldGroup.tsx";
import { ListInput } from "../records/fields/ListInput.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";
import { PersonPicker } from "../../ui/input/PersonPicker.tsx";
import { CodeInput } from "./CodeInput.tsx";
import { useRetire, useSaveRow } from "./organisationQueries.ts";
import type { Project } from "./organisationQueries.ts";
import { RetireButton, RowDialog } from "./RowDialog.tsx";
import { useRequired } from "./useRequired.ts";

const path = "/api/v1/organisation/projects";
type Body = Omit<Project, "id" | "version" | "active" | "personName">;

const calls = {
  add: (body: Body) => call(api.POST(path, { body })),
  change: (id: string, body: Partial<Body> & { version: number }) =>
    call(api.PATCH(`${path}/{id}`, { params: { path: { id } }, body })),
};

/** A project, new or to be changed. */
export function ProjectDialog({ row, onClose }: { row: Project | undefined; onClose: () => void }) {
  const { t } = useTranslation("organisation");
  const [seen] = useState(row);
  const [draft, setDraft] = useState(draftOf(row));
  const change = (part: Partial<Draft>) => setDraft((last) => ({ ...last, ...part }));
  const save = useSaveRow(calls, seen, onClose);
  const retire = useRetire(calls, onClose);
  const unread = useUnread();
  const required = useRequired({ name: draft.name, code: draft.code });
  const wrong = { ...fieldErrors(save.error, t), ...required.missing };
  const fields = { draft, change, wrong, unread };
  function send() {
    const { owner, ...fields } = draft;
    save.mutate({ ...fields, code: draft.code.trim(), name: draft.name.trim(), ownerId: owner?.id ?? null });
  }
  return (
    <RowDialog
      title={t(row ? "projects.edit" : "projects.new")}
      isNew={!row}
      onClose={onClose}
      saving={save.isPending}
      error={save.error}
      onSave={() => required.complete(() => unread.names.size === 0 && send())}
      aside={seen ? <RetireButton active={seen.active} busy={retire.isPending} onPress={() => retire.mutate(seen)} /> : null}
    >
      <NameField {...fields} />
      <PlaceFields {...fields} />
      <PersonPicker
        name="ownerId"
        label={t("field.owner")}
        value={draft.owner}
        search={findPeople}
        onChange={(owner) => change({ owner })}
        error={wrong["ownerId"]}
      />
      <TermFields {...fields} />
    </RowDialog>
  );
}

type Draft = ReturnType<typeof draftOf>;

function draftOf(row: Project | undefined) {
  return {
    code: row?.code ?? "",
    name: row?.name ?? "",
    branchId: row?.branchId ?? null,
    owner: row?.ownerId ? { id: row.ownerId, label: row.personName ?? "" } : null,
    fromDate: row?.fromDate ?? null,
    toDate: row?.toDate ?? null,
  };
}

interface FieldsProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  /** What is wrong with a field, by its name. */
  wrong: Record<string, string>;
}

function NameField({ draft, change, wrong }: FieldsProps) {
  const { t } = useTranslation("organisation");
  return (
    <TextInput
      {...fieldProps({
        name: "name",
        label: t("field.name"),
        required: true,
        help: t("projects.nameHelp"),
        error: wrong["name"],
      })}
      data-autofocus
      maxLength={200}
      value={draft.name}
      onChange={(event) => change({ name: event.target.value })}
    />
  );
}

/** Its code, and the branch it belongs to. */
function PlaceFields({ draft, change, wrong }: FieldsProps) {
  const { t } = useTranslation("organisation");
  return (
    <FieldRow>
      <CodeInput value={draft.code} onChange={(code) => change({ code })} help={t("projects.codeHelp")} error={wrong["code"]} />
      <ListInput
        name="branchId"
        label={t("lists:branch")}
        help={t("projects.branchHelp")}
        error={wrong["branchId"]}
        list="branch"
        searchable
        value={draft.branchId}
        onChange={(branchId) => change({ branchId })}
      />
    </FieldRow>
  );
}

/** From when and until when it runs. */
function TermFields({ draft, change, wrong, unread }: FieldsProps & { unread: Unread }) {
  const { t } = useTranslation("organisation");
  return (
    <FieldRow>
      <DateInput
        name="fromDate"
        label={t("field.from")}
        value={draft.fromDate}
        onChange={(fromDate) => change({ fromDate })}
        onUnread={(is) => unread.note("fromDate", is)}
        error={wrong["fromDate"]}
      />
      <DateInput
        name="toDate"
        label={t("field.to")}
        value={draft.toDate}
        onChange={(toDate) => change({ toDate })}
        onUnread={(is) => unread.note("toDate", is)}
        error={wrong["toDate"]}
      />
    </FieldRow>
  );
}
