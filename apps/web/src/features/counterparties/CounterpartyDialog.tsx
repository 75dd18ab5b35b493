import { Checkbox, Modal, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { fieldErrors } from "../../lib/errors.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { FieldRow } from "../../ui/input/FieldGroup.tsx";
import { ChoiceInput } from "../../ui/input/ChoiceInput.tsx";
import { useNames } from "../../lib/reference.ts";
import { ClashNote } from "../records/edits/ClashNote.tsx";
import { useEdits } from "../records/edits/useEdits.ts";
import { ListInput } from "../records/fields/ListInput.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";
import { toast } from "../../ui/action/toast.tsx";
import css from "./Counterparties.module.css";
import { counterpartyQuery } from "./counterpartyQueries.ts";
import type { Counterparty } from "./counterpartyQueries.ts";
import { emptyForm, formOf, FORMS, ROLES, useBinCheck } from "./counterpartyForm.ts";

interface Props {
  opened: boolean;
  onClose: () => void;
  /** Absent: a new one. */
  card?: Counterparty;
}

/** Adds a counterparty or changes its card. */
export function CounterpartyDialog(props: Props) {
  const { t } = useTranslation("counterparties");
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t(props.card ? "dialog.editTitle" : "dialog.newTitle")}
      size={600}
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      {props.opened ? <CounterpartyForm {...props} /> : null}
    </Modal>
  );
}

function CounterpartyForm({ onClose, card }: Props) {
  const { t } = useTranslation("counterparties");
  const { values: form, ...edits } = useEdits(card ? formOf(card) : emptyForm);
  const [asked, setAsked] = useState(false);
  const save = useSave(card, onClose);
  const refused = fieldErrors(save.error, t);
  const fields: FieldsProps = { form, refused, change: edits.change };
  const clash = edits.clashes.length > 0;
  function submit() {
    setAsked(true);
    if (form.name.trim() && !save.isPending && !clash) save.mutate({ form, changed: Object.keys(edits.changed) });
  }
  return (
    <form
      noValidate
      className={css["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextInput
        {...fieldProps({
          name: "name",
          label: t("list.name"),
          required: true,
          help: t("dialog.nameHelp"),
          error: asked && !form.name.trim() ? t("dialog.nameMissing") : refused["name"],
        })}
        data-autofocus
        {...typed(fields, "name")}
      />
      <KindFields {...fields} />
      <TaxFields {...fields} />
      <CostItemField {...fields} />
      <ContactFields {...fields} />
      <CardClashes edits={edits} />
      <ErrorNotice error={Object.keys(refused).length > 0 || clash ? undefined : save.error} />
      <div className={css["buttons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="primary" type="submit" busy={save.isPending} disabled={clash}>
          {t(card ? "ui:save" : "dialog.create")}
        </Button>
      </div>
    </form>
  );
}

/** Fields that stayed are left as another may have changed them; a number of the tax office goes with whose it is. */
function only<Body extends object>(body: Body, changed: readonly string[]): Partial<Body> {
  const names = changed.includes("resident") ? [...changed, "bin", "taxId"] : changed;
  const patch: Partial<Body> = { ...body };
  for (const name of Object.keys(body)) if (!names.includes(name)) Reflect.deleteProperty(patch, name);
  return patch;
}

/** Where the names of the fields stand among the words of the slice. */
const LABELS: Readonly<Record<string, string>> = {
  name: "list.name",
  form: "list.form",
  role: "list.role",
  bin: "list.bin",
  vatPayer: "dialog.vat",
  defaultCostItemId: "dialog.costItem",
};

function CardClashes({ edits }: { edits: Pick<ReturnType<typeof useEdits>, "clashes" | "takeTheirs" | "keepOurs"> }) {
  const { t } = useTranslation("counterparties");
  const { costItem } = useNames();
  const show = (key: string, value: unknown) => {
    if (typeof value === "boolean") return t(value ? "ui:yes" : "ui:no");
    if (typeof value !== "string") return null;
    if (key === "defaultCostItemId") return costItem(value);
    return key === "form" || key === "role" ? t(`${key}.${value}`) : value;
  };
  return (
    <ClashNote
      clashes={edits.clashes}
      labelOf={(key) => t(LABELS[key] ?? `dialog.${key}`)}
      show={show}
      onTheirs={edits.takeTheirs}
      onOurs={edits.keepOurs}
    />
  );
}

interface FieldsProps {
  form: typeof emptyForm;
  /** What the server refused, by field. */
  refused: Record<string, string>;
  change: (part: Partial<typeof emptyForm>) => void;
}

/** Value and change of a field of plain text. */
function typed({ form, change }: FieldsProps, name: "name" | "bin" | "kbe" | "phone" | "email" | "taxId") {
  return {
    value: form[name] ?? "",
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => change({ [name]: event.target.value }),
  };
}

/** What it is in law, and what it is to the company. */
function KindFields({ form, refused, change }: FieldsProps) {
  const { t } = useTranslation("counterparties");
  return (
    <FieldRow>
      <ChoiceInput
        name="form"
        label={t("list.form")}
        error={refused["form"]}
        options={FORMS.map((value) => ({ value, label: t(`form.${value}`) }))}
        value={form.form}
        clearable={false}
        onChange={(value) => change({ form: FORMS.find((one) => one === value) ?? form.form })}
      />
      <ChoiceInput
        name="role"
        label={t("list.role")}
        error={refused["role"]}
        options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
        value={form.role}
        clearable={false}
        onChange={(value) => change({ role: ROLES.find((one) => one === value) ?? form.role })}
      />
    </FieldRow>
  );
}

/** Numbers of the tax office: a resident has a BIN, a foreign one the number of its own country. */
function TaxFields(fields: FieldsProps) {
  const { t } = useTranslation("counterparties");
  const { form, refused, change } = fields;
  const bin = useBinCheck(form);
  return (
    <>
      <FieldRow>
        {form.resident ? (
          <TextInput
            {...fieldProps({
              name: "bin",
              label: t("list.bin"),
              help: bin.ok ? undefined : t("dialog.binHelp"),
              checked: bin.ok ? t("dialog.binOk") : undefined,
              error: bin.error ?? refused["bin"],
            })}
            inputMode="numeric"
            {...typed(fields, "bin")}
          />
        ) : (
          <TextInput
            {...fieldProps({ name: "taxId", label: t("dialog.taxId"), error: refused["taxId"] })}
            {...typed(fields, "taxId")}
          />
        )}
        <TextInput
          {...fieldProps({ name: "kbe", label: t("dialog.kbe"), help: t("dialog.kbeHelp"), error: refused["kbe"] })}
          inputMode="numeric"
          {...typed(fields, "kbe")}
        />
      </FieldRow>
      <Checkbox
        label={t("dialog.resident")}
        checked={form.resident}
        onChange={(event) => change({ resident: event.target.checked })}
      />
      <Checkbox
        label={t("dialog.vat")}
        checked={form.vatPayer}
        onChange={(event) => change({ vatPayer: event.target.checked })}
      />
    </>
  );
}

function CostItemField({ form, refused, change }: FieldsProps) {
  const { t } = useTranslation("counterparties");
  return (
    <ListInput
      name="costItem"
      label={t("dialog.costItem")}
      error={refused["defaultCostItemId"]}
      list="costItem"
      value={form.defaultCostItemId}
      onChange={(value) => change({ defaultCostItemId: value })}
    />
  );
}

function ContactFields(fields: FieldsProps) {
  const { t } = useTranslation("counterparties");
  const { refused } = fields;
  return (
    <FieldRow>
      <TextInput
        {...fieldProps({ name: "phone", label: t("dialog.phone"), error: refused["phone"] })}
        type="tel"
        {...typed(fields, "phone")}
      />
      <TextInput
        {...fieldProps({ name: "email", label: t("dialog.email"), error: refused["email"] })}
        type="email"
        {...typed(fields, "email")}
      />
    </FieldRow>
  );
}

function useSave(card: Counterparty | undefined, onClose: () => void) {
  const { t } = useTranslation("counterparties");
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ form, changed }: { form: typeof emptyForm; changed: readonly string[] }) => {
      const body = {
        ...form,
        name: form.name.trim(),
        bin: form.resident ? form.bin?.replace(/\D/g, "") || null : null,
        taxId: form.resident ? null : form.taxId?.trim() || null,
        kbe: form.kbe?.trim() || null,
        phone: form.phone?.trim() || null,
        email: form.email?.trim() || null,
      };
      return card
        ? call(
            api.PATCH("/api/v1/counterparties/{id}", {
              params: { path: { id: card.id } },
              body: { ...only(body, changed), version: card.version ?? 0 },
            }),
          )
        : call(api.POST("/api/v1/counterparties", { body }));
    },
    // Was somebody faster, what they changed is read and shown.
    onError: () => card && cache.invalidateQueries({ queryKey: counterpartyQuery(card.id).queryKey }),
    onSuccess: async (saved) => {
      cache.setQueryData(counterpartyQuery(saved.id).queryKey, saved);
      onClose();
      toast(t("card.saved"));
      await cache.invalidateQueries({ queryKey: ["list"] });
      if (!card) await navigate({ to: `/counterparties/${saved.id}` });
    },
  });
}
