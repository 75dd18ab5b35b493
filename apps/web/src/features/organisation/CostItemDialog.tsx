import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { fieldErrors } from "../../lib/errors.ts";
import { labelIn } from "../../lib/reference.ts";
import { FieldRow } from "../../ui/input/FieldGroup.tsx";
import { ChoiceInput } from "../../ui/input/ChoiceInput.tsx";
import { ListInput } from "../records/fields/ListInput.tsx";
import { CodeInput } from "./CodeInput.tsx";
import { labelOf, LabelInput, NO_LABEL } from "./LabelInput.tsx";
import { useRetire, useSaveRow } from "./organisationQueries.ts";
import type { CostItem } from "./organisationQueries.ts";
import { RetireButton, RowDialog } from "./RowDialog.tsx";
import { useRequired } from "./useRequired.ts";

const path = "/api/v1/organisation/cost-items";
type Body = Omit<CostItem, "id" | "version" | "active">;
type Kind = CostItem["kind"];

const calls = {
  add: (body: Body) => call(api.POST(path, { body })),
  change: (id: string, body: Partial<Body> & { version: number }) =>
    call(api.PATCH(`${path}/{id}`, { params: { path: { id } }, body })),
};

interface Props {
  row: CostItem | undefined;
  all: readonly CostItem[];
  onClose: () => void;
}

/** A cost item or a group of them; one never becomes the other. */
export function CostItemDialog({ row, all, onClose }: Props) {
  const { t } = useTranslation("organisation");
  const [seen] = useState(row);
  const [draft, setDraft] = useState<Body>({
    code: row?.code ?? "",
    name: row?.name ?? NO_LABEL,
    kind: row?.kind ?? "opex",
    parentId: row?.parentId ?? null,
    knp: row?.knp ?? null,
    restricted: row?.restricted ?? false,
  });
  const change = (part: Partial<Body>) => setDraft({ ...draft, ...part });
  const save = useSaveRow(calls, seen, onClose);
  const retire = useRetire(calls, onClose);
  const required = useRequired({
    "name.ru": draft.name.ru,
    code: draft.code,
    ...(draft.kind === "group" ? {} : { parentId: draft.parentId }),
  });
  const wrong = { ...fieldErrors(save.error, t), ...required.missing };
  return (
    <RowDialog
      title={t(row ? "costItems.edit" : "costItems.new")}
      isNew={!row}
      onClose={onClose}
      saving={save.isPending}
      error={save.error}
      onSave={() => required.complete(() => save.mutate({ ...draft, code: draft.code.trim(), name: labelOf(draft.name) }))}
      aside={seen ? <RetireButton active={seen.active} busy={retire.isPending} onPress={() => retire.mutate(seen)} /> : null}
    >
      <LabelInput
        name="name"
        label={t("field.name")}
        value={draft.name}
        onChange={(name) => change({ name })}
        wrong={wrong}
        focus
      />
      <Place draft={draft} all={all} onChange={change} wrong={wrong} kinds={kindsOf(row)} />
    </RowDialog>
  );
}

function kindsOf(row: CostItem | undefined): readonly Kind[] {
  if (!row) return ["opex", "capex", "group"];
  return row.kind === "group" ? ["group"] : ["opex", "capex"];
}

interface PlaceProps {
  draft: Body;
  all: readonly CostItem[];
  onChange: (part: Partial<Body>) => void;
  wrong: Record<string, string>;
  kinds: readonly Kind[];
}

/** Where the item stands and how it is paid for; a group has neither. */
function Place({ draft, all, onChange, wrong, kinds }: PlaceProps) {
  const { t, i18n } = useTranslation("organisation");
  const say = (name: CostItem["name"]) => labelIn(name, i18n.language);
  const groups = all.filter((one) => one.kind === "group" && (one.active || one.id === draft.parentId));
  function choose(kind: Kind | undefined) {
    if (kind) onChange(kind === "group" ? { kind, parentId: null, knp: null, restricted: false } : { kind });
  }
  return (
    <>
      <FieldRow>
        <CodeInput
          value={draft.code}
          onChange={(code) => onChange({ code })}
          help={t("costItems.codeHelp")}
          error={wrong["code"]}
        />
        <ChoiceInput
          name="kind"
          label={t("field.kind")}
          required
          error={wrong["kind"]}
          options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={draft.kind}
          onChange={(value) => choose(kinds.find((one) => one === value))}
        />
      </FieldRow>
      {draft.kind === "group" ? null : (
        <>
          <ChoiceInput
            name="parentId"
            label={t("field.group")}
            required
            error={wrong["parentId"]}
            options={groups.map(({ id, code, name }) => ({ value: id, label: `${code} ${say(name)}` }))}
            searchable
            value={draft.parentId}
            onChange={(parentId) => onChange({ parentId })}
          />
          <ListInput
            name="knp"
            label={t("field.knp")}
            help={t("costItems.knpHelp")}
            error={wrong["knp"]}
            list="knp"
            value={draft.knp}
            onChange={(knp) => onChange({ knp })}
          />
          <Checkbox
            size="16px"
            radius={4}
            label={t("field.restricted")}
            description={t("costItems.restrictedHelp")}
            checked={draft.restricted}
            onChange={(event) => onChange({ restricted: event.target.checked })}
          />
        </>
      )}
    </>
  );
}
