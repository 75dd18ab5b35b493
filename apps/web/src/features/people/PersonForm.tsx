import { Checkbox, Modal, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { isLanguage, LANGUAGES } from "@tartip/i18n/web";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { fieldErrors } from "../../lib/errors.ts";
import { useNames } from "../../lib/reference.ts";
import { ClashNote } from "../records/edits/ClashNote.tsx";
import { useEdits } from "../records/edits/useEdits.ts";
import { findPeople } from "../../lib/peopleSearch.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { ChoiceInput } from "../../ui/input/ChoiceInput.tsx";
import { FieldRow } from "../../ui/input/FieldGroup.tsx";
import { ListInput } from "../records/fields/ListInput.tsx";
import type { CompanyList } from "../records/fields/ListInput.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";
import { PersonPicker } from "../../ui/input/PersonPicker.tsx";
import { toast } from "../../ui/action/toast.tsx";
import css from "./People.module.css";
import { insideQuery, personQuery } from "./peopleQueries.ts";
import type { PersonCard } from "./peopleQueries.ts";
import { bodyOf, draftOf, patchOf } from "./personDraft.ts";
import type { PersonDraft } from "./personDraft.ts";

interface Props {
  /** Absent: a new person. */
  person?: PersonCard;
  onClose: () => void;
  onDone?: (id: string) => void;
}

/** A person's card: new, or changed as far as the reader may. */
export function PersonForm({ person, onClose, onDone }: Props) {
  const { t } = useTranslation("people");
  const { data: manager } = useQuery({ ...personQuery(person?.managerId ?? ""), enabled: Boolean(person?.managerId) });
  const waits = Boolean(person?.managerId) && !manager;
  const title = person ? t("form.edit", { name: person.name }) : t("form.new");
  return (
    <Modal opened onClose={onClose} title={title} size={640} closeButtonProps={{ "aria-label": t("ui:close") }}>
      {waits ? null : <Form person={person} start={draftOf(person, manager?.name)} onClose={onClose} onDone={onDone} />}
    </Modal>
  );
}

interface FormProps {
  person: PersonCard | undefined;
  start: PersonDraft;
  onClose: () => void;
  onDone: ((id: string) => void) | undefined;
}

function Form({ person, start, onClose, onDone }: FormProps) {
  const { t } = useTranslation("people");
  const cache = useQueryClient();
  const { values: draft, ...edits } = useEdits(start);
  const save = useMutation({
    mutationFn: () =>
      person
        ? call(
            api.PATCH("/api/v1/people/{id}", {
              params: { path: { id: person.id } },
              body: { version: person.version ?? 1, ...patchOf(start, draft, person.may.edit) },
            }),
          )
        : call(api.POST("/api/v1/people", { body: bodyOf(draft) })),
    // Was somebody faster, what they changed is read and shown.
    onError: () => person && cache.invalidateQueries({ queryKey: personQuery(person.id).queryKey }),
    onSuccess: (saved) => {
      cache.setQueryData(personQuery(saved.id).queryKey, saved);
      void cache.invalidateQueries({ queryKey: ["list", "people"] });
      void cache.invalidateQueries({ queryKey: insideQuery.queryKey });
      const proposes = Boolean(person?.external) && !draft.external && saved.external === true;
      toast(proposes ? t("inside.proposed") : person ? t("form.saved") : t("form.created", { name: saved.name }));
      onClose();
      onDone?.(saved.id);
    },
  });
  const wrong = fieldErrors(save.error, t);
  const waits = (person?.insideProposals ?? []).length > 0;
  const may = (field: string) => !person || (person.may.edit.includes(field) && !(field === "external" && waits));
  return (
    <form
      noValidate
      className={css["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (edits.clashes.length === 0) save.mutate();
      }}
    >
      {save.error && Object.keys(wrong).length === 0 && edits.clashes.length === 0 ? <ErrorNotice error={save.error} /> : null}
      <Fields draft={draft} onChange={edits.change} wrong={wrong} may={may} waits={waits} />
      <CardClashes edits={edits} />
      <div className={css["buttons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button type="submit" kind="primary" busy={save.isPending} disabled={edits.clashes.length > 0}>
          {person ? t("form.save") : t("form.create")}
        </Button>
      </div>
    </form>
  );
}

function CardClashes({ edits }: { edits: Pick<ReturnType<typeof useEdits>, "clashes" | "takeTheirs" | "keepOurs"> }) {
  const { t } = useTranslation("people");
  const { branch, department } = useNames();
  const show = (key: string, value: unknown) => {
    if (typeof value === "boolean") return t(value ? "ui:yes" : "ui:no");
    if (typeof value === "object" && value !== null) return String(Reflect.get(value, "label"));
    const text = typeof value === "string" ? value : "";
    if (key === "language") return t(`shell:languages.${text}`);
    return key === "branchId" ? branch(text) : key === "departmentId" ? department(text) : text;
  };
  return (
    <ClashNote
      clashes={edits.clashes}
      labelOf={(key) => t(`field.${key.replace(/Id$/u, "")}`)}
      show={show}
      onTheirs={edits.takeTheirs}
      onOurs={edits.keepOurs}
    />
  );
}

interface FieldsProps {
  draft: PersonDraft;
  onChange: (change: Partial<PersonDraft>) => void;
  wrong: Record<string, string>;
  may: (field: string) => boolean;
  /** The contractor is proposed as an employee already. */
  waits: boolean;
}

function Fields(props: FieldsProps) {
  const { draft, onChange, wrong, may } = props;
  const { t } = useTranslation("people");
  return (
    <>
      <FieldRow>
        <TextField {...props} name="lastName" required />
        <TextField {...props} name="firstName" required />
        <TextField {...props} name="middleName" />
      </FieldRow>
      <TextField {...props} name="position" />
      <FieldRow>
        <PlaceField {...props} name="departmentId" list="department" label={t("field.department")} />
        <PlaceField {...props} name="branchId" list="branch" label={t("field.branch")} />
      </FieldRow>
      <PersonPicker
        name="managerId"
        label={t("field.manager")}
        value={draft.manager}
        search={findPeople}
        disabled={!may("managerId")}
        onChange={(manager) => onChange({ manager })}
        error={wrong["managerId"]}
      />
      <FieldRow>
        <TextField {...props} name="email" required help={t("form.help.email")} />
        <TextField {...props} name="phone" help={t("form.help.phone")} />
      </FieldRow>
      <LanguageField {...props} />
      <ExternalField {...props} />
    </>
  );
}

interface TextProps extends FieldsProps {
  name: "lastName" | "firstName" | "middleName" | "email" | "phone" | "position";
  required?: boolean;
  help?: string;
}

function TextField({ draft, onChange, wrong, may, name, required = false, help }: TextProps) {
  const { t } = useTranslation("people");
  return (
    <TextInput
      {...fieldProps({ name, label: t(`field.${name}`), required, help, error: wrong[name] })}
      type={name === "email" ? "email" : name === "phone" ? "tel" : "text"}
      disabled={!may(name)}
      value={draft[name]}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );
}

interface PlaceProps extends FieldsProps {
  name: "departmentId" | "branchId";
  list: CompanyList;
  label: string;
}

function PlaceField({ draft, onChange, wrong, may, name, list, label }: PlaceProps) {
  return (
    <ListInput
      name={name}
      label={label}
      error={wrong[name]}
      list={list}
      searchable
      disabled={!may(name)}
      value={draft[name]}
      onChange={(value) => onChange({ [name]: value })}
    />
  );
}

/** In which language the person is written to. */
function LanguageField({ draft, onChange, wrong, may }: FieldsProps) {
  const { t } = useTranslation("people");
  return (
    <ChoiceInput
      name="language"
      label={t("field.language")}
      help={t("form.help.language")}
      error={wrong["language"]}
      options={LANGUAGES.map((value) => ({ value, label: t(`shell:languages.${value}`) }))}
      clearable={false}
      disabled={!may("language")}
      value={draft.language}
      onChange={(value) => isLanguage(value) && onChange({ language: value })}
    />
  );
}

/** A person of another company sees less. */
function ExternalField({ draft, onChange, wrong, may, waits }: FieldsProps) {
  const { t } = useTranslation("people");
  return (
    <Checkbox
      size="16px"
      radius={4}
      label={t("field.external")}
      description={t(waits ? "inside.waits" : "form.help.external")}
      error={wrong["external"]}
      disabled={!may("external")}
      checked={draft.external}
      onChange={(event) => onChange({ external: event.target.checked })}
    />
  );
}
