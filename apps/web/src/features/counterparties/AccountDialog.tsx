import { checkBic } from "@tartip/domain/requisites/bic";
import { checkIban } from "@tartip/domain/requisites/iban";
import { fieldSentence } from "@tartip/i18n/web";
import { Modal, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { fieldErrors } from "../../lib/errors.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { FieldRow } from "../../ui/input/FieldGroup.tsx";
import { ListInput } from "../records/fields/ListInput.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";
import { toast } from "../../ui/action/toast.tsx";
import css from "./Counterparties.module.css";
import { counterpartyQuery } from "./counterpartyQueries.ts";
import type { Counterparty } from "./counterpartyQueries.ts";

interface Props {
  card: Counterparty;
  opened: boolean;
  onClose: () => void;
}

/** A new bank account; it works after a second person confirms it. */
export function AccountDialog(props: Props) {
  const { t } = useTranslation("counterparties");
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t("card.newAccount")}
      size={520}
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      {props.opened ? <AccountForm {...props} /> : null}
    </Modal>
  );
}

function AccountForm({ card, onClose }: Props) {
  const { t } = useTranslation("counterparties");
  const [form, setForm] = useState<Account>({ iban: "", bic: "", currency: card.currency ?? "KZT" });
  const [asked, setAsked] = useState(false);
  const iban = checkIban(form.iban, card.resident === false ? "any" : "KZ");
  const bic = checkBic(form.bic);
  const add = useAdd(card, onClose);
  const refused = fieldErrors(add.error, t);
  return (
    <form
      noValidate
      className={css["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (iban.ok && bic.ok && !add.isPending) add.mutate({ iban: iban.value, bic: bic.value, currency: form.currency });
      }}
    >
      <TextInput
        {...fieldProps({
          name: "iban",
          label: t("card.iban"),
          required: true,
          help: iban.ok ? undefined : t("card.ibanHelp"),
          checked: iban.ok ? t("dialog.binOk") : undefined,
          error: asked && !iban.ok ? fieldSentence({ field: "iban", ...iban }, t) : refused["iban"],
        })}
        data-autofocus
        value={form.iban}
        onChange={(event) => setForm({ ...form, iban: event.target.value })}
      />
      <BankFields form={form} change={(part) => setForm({ ...form, ...part })} refused={refused} asked={asked} />
      <p className={css["quiet"]}>{t("card.newAccountNote")}</p>
      <ErrorNotice error={Object.keys(refused).length > 0 ? undefined : add.error} />
      <div className={css["buttons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="primary" type="submit" busy={add.isPending}>
          {t("dialog.create")}
        </Button>
      </div>
    </form>
  );
}

interface Account {
  iban: string;
  bic: string;
  currency: string;
}

function useAdd(card: Counterparty, onDone: () => void) {
  const { t } = useTranslation("counterparties");
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: Account) =>
      call(api.POST("/api/v1/counterparties/{id}/accounts", { params: { path: { id: card.id } }, body })),
    onSuccess: (saved) => {
      cache.setQueryData(counterpartyQuery(card.id).queryKey, saved);
      void cache.invalidateQueries({ queryKey: ["list"] });
      toast(t("card.saved"));
      onDone();
    },
  });
}

interface BankProps {
  form: Account;
  change: (part: Partial<Account>) => void;
  /** What the server refused, by field. */
  refused: Record<string, string>;
  asked: boolean;
}

/** The bank, and the currency of the account. */
function BankFields({ form, change, refused, asked }: BankProps) {
  const { t } = useTranslation("counterparties");
  const bic = checkBic(form.bic);
  return (
    <FieldRow>
      <TextInput
        {...fieldProps({
          name: "bic",
          label: t("card.bic"),
          required: true,
          help: t("card.bicHelp"),
          error: asked && !bic.ok ? fieldSentence({ field: "bic", ...bic }, t) : refused["bic"],
        })}
        value={form.bic}
        onChange={(event) => change({ bic: event.target.value })}
      />
      <ListInput
        name="currency"
        label={t("card.currency")}
        error={refused["currency"]}
        list="currency"
        value={form.currency}
        clearable={false}
        onChange={(currency) => change({ currency: currency ?? "KZT" })}
      />
    </FieldRow>
  );
}
