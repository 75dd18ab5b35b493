import { Checkbox, Modal, TextInput } from "@mantine/core";
import type { Schema } from "@tartip/api-client";
import { checkBinIin } from "@tartip/domain/requisites/bin";
import { fieldSentence } from "@tartip/i18n/web";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../../lib/api.ts";
import { fieldErrors } from "../../../../lib/errors.ts";
import { Button } from "../../../../ui/action/Button.tsx";
import { ErrorNotice } from "../../../../ui/action/ErrorNotice.tsx";
import { ChoiceInput } from "../../../../ui/input/ChoiceInput.tsx";
import { fieldProps } from "../../../../ui/input/fieldProps.tsx";
import css from "../Form.module.css";

type Card = Schema<"CounterpartyCard">;

const FORMS = ["too", "ip", "ao", "person", "state", "foreign", "other"] as const;

interface Props {
  /** What was typed into the field; absent: closed. */
  typed: string | undefined;
  onClose: () => void;
  onDone: (card: Card) => void;
}

/** Adds a counterparty on the way: name, form, BIN. Its account is entered and confirmed on its own card. */
export function NewCounterpartyDialog({ typed, onClose, onDone }: Props) {
  const { t } = useTranslation("requests");
  return (
    <Modal
      opened={typed !== undefined}
      onClose={onClose}
      title={t("form.counterparty.title")}
      size={480}
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      {typed === undefined ? null : <NewCounterparty typed={typed} onClose={onClose} onDone={onDone} />}
    </Modal>
  );
}

function NewCounterparty({ typed, onClose, onDone }: Props & { typed: string }) {
  const { t } = useTranslation("requests");
  const isBin = /^\d[\d\s-]*$/.test(typed);
  const [name, setName] = useState(isBin ? "" : typed);
  const [bin, setBin] = useState(isBin ? typed : "");
  const [form, setForm] = useState<(typeof FORMS)[number]>("too");
  const [tried, setTried] = useState(false);
  const [vatPayer, setVatPayer] = useState(true);
  const foreign = form === "foreign";
  const checked = bin.trim() === "" ? undefined : checkBinIin(bin);
  const make = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), form, vatPayer, resident: !foreign, bin: bin.trim() || null };
      return call(api.POST("/api/v1/counterparties", { body }));
    },
    onSuccess: onDone,
  });
  const errors = fieldErrors(make.error, t);
  const wrongBin =
    checked && !checked.ok ? fieldSentence({ field: "bin", code: checked.code, params: checked.params ?? {} }, t) : undefined;
  return (
    <form
      noValidate
      className={css["dialog"]}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (name.trim() !== "" && (foreign || checked?.ok)) make.mutate();
      }}
    >
      {Object.keys(errors).length > 0 ? null : <ErrorNotice error={make.error} />}
      <TextInput
        {...fieldProps({
          name: "counterparty-bin",
          label: t("form.counterparty.bin"),
          required: !foreign,
          error: errors["bin"] ?? wrongBin ?? (tried && !foreign && !checked ? t("fields:binEmpty") : undefined),
        })}
        inputMode="numeric"
        value={bin}
        onChange={(event) => setBin(event.target.value)}
        data-autofocus
      />
      <TextInput
        {...fieldProps({
          name: "counterparty-name",
          label: t("form.counterparty.name"),
          help: t("form.counterparty.nameHelp"),
          required: true,
          error: errors["name"] ?? (tried && name.trim() === "" ? t("fields:required") : undefined),
        })}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <ChoiceInput
        name="counterparty-form"
        label={t("form.counterparty.form")}
        required
        error={errors["form"]}
        options={FORMS.map((value) => ({ value, label: t(`form.counterparty.forms.${value}`) }))}
        value={form}
        onChange={(value) => setForm(FORMS.find((one) => one === value) ?? "too")}
      />
      <Checkbox
        size="18px"
        label={t("form.counterparty.vatPayer")}
        checked={vatPayer}
        onChange={(event) => setVatPayer(event.target.checked)}
      />
      <div className={css["buttons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="primary" type="submit" busy={make.isPending}>
          {t("form.counterparty.save")}
        </Button>
      </div>
    </form>
  );
}
