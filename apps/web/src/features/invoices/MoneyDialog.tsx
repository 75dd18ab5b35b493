import { Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { accountLine } from "../../lib/account.ts";
import { now } from "../../lib/clock.ts";
import { dayOf, dayText } from "../../lib/dates.ts";
import { moneyText } from "../../lib/money.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ConfirmSummary } from "../../ui/action/ConfirmSummary.tsx";
import { DateInput } from "../../ui/input/DateInput.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { FieldRow } from "../../ui/input/FieldGroup.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { MoneyInput } from "../../ui/input/MoneyInput.tsx";
import css from "./InvoicePage.module.css";
import type { Invoice } from "./invoiceQueries.ts";
import { entryFaults, firstDay } from "./moneyEntry.ts";
import type { Bounds, MoneyEntry } from "./moneyEntry.ts";
import type { InvoiceMove } from "./useInvoiceMove.ts";

interface Props {
  kind: "pay" | "refund";
  invoice: Invoice;
  move: InvoiceMove;
  onClose: () => void;
}

/** «Отметить оплату» and «Возврат денег»: the entry, then its summary, then one verb. */
export function MoneyDialog({ kind, invoice, move, onClose }: Props) {
  const { t } = useTranslation("invoices");
  const { paidMinor = 0, restMinor = 0, currency = "KZT" } = invoice;
  const limit = kind === "pay" ? restMinor : paidMinor;
  const bounds = { limit, earliest: firstDay(kind, invoice) };
  const [entry, setEntry] = useState<MoneyEntry>({ paidOn: dayOf(now()), amountMinor: limit, documentNumber: "", note: "" });
  const [reviewing, setReviewing] = useState(false);
  if (reviewing) {
    const back = () => setReviewing(false);
    return <MoneySummary kind={kind} invoice={invoice} move={move} onClose={onClose} entry={entry} onBack={back} />;
  }
  return (
    <Modal opened onClose={onClose} title={t(`page.${kind}.title`)} size={480} closeButtonProps={{ "aria-label": t("ui:close") }}>
      <MoneyForm
        kind={kind}
        entry={entry}
        onChange={setEntry}
        bounds={bounds}
        currency={currency}
        onClose={onClose}
        onDone={() => setReviewing(true)}
      />
    </Modal>
  );
}

/** What was entered, once more, before it is sent. */
function MoneySummary({ kind, invoice, move, onClose, entry, onBack }: Props & { entry: MoneyEntry; onBack: () => void }) {
  const { t } = useTranslation("invoices");
  const { paidOn, amountMinor } = entry;
  const { account } = invoice;
  const [documentNumber, note] = [entry.documentNumber.trim(), entry.note.trim()];
  function send() {
    if (!paidOn || amountMinor === null || move.moving) return;
    const words = kind === "pay" ? { note } : { reason: note };
    move.move({ action: kind, paidOn, amountMinor, documentNumber, ...words }, { onSuccess: onClose });
  }
  return (
    <ConfirmSummary
      opened
      onClose={onClose}
      title={t(`page.${kind}.title`)}
      facts={[
        { label: t("page.send.to"), value: invoice.counterparty.name },
        ...(kind === "pay" && account ? [{ label: t("field.account"), value: accountLine(account, t) }] : []),
        { label: t("page.pay.amount"), value: <Money minor={amountMinor} currency={invoice.currency ?? "KZT"} strong /> },
        { label: t("page.pay.date"), value: paidOn ? dayText(paidOn) : null },
        { label: t("page.pay.numberShort"), value: documentNumber },
        ...(note ? [{ label: t(kind === "pay" ? "page.pay.note" : "page.refund.why"), value: note }] : []),
      ]}
      note={
        <>
          {t("page.pay.confirmNote")}{" "}
          <Button kind="quiet" small onClick={onBack}>
            {t("page.pay.back")}
          </Button>
        </>
      }
      confirmLabel={t(`page.${kind}.confirm`)}
      busy={move.moving}
      onConfirm={send}
      error={<ErrorNotice error={move.error} />}
    />
  );
}

interface FormProps {
  kind: "pay" | "refund";
  entry: MoneyEntry;
  onChange: (entry: MoneyEntry) => void;
  bounds: Bounds;
  currency: string;
  onClose: () => void;
  onDone: () => void;
}

function MoneyForm(props: FormProps) {
  const { kind, entry, onChange, bounds, currency, onClose, onDone } = props;
  const { t } = useTranslation("invoices");
  const [asked, setAsked] = useState(false);
  const faults = entryFaults(kind, entry, bounds);
  const words = { amount: moneyText(bounds.limit, currency, true), day: dayText(bounds.earliest) };
  const fields: FieldsProps = {
    ...props,
    change: (part) => onChange({ ...entry, ...part }),
    say: (field) => (asked && faults[field] ? t(faults[field], words) : undefined),
  };
  return (
    <form
      noValidate
      className={css["dialog"]}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (Object.keys(faults).length === 0) onDone();
      }}
    >
      <SumFields {...fields} />
      <PaperFields {...fields} />
      <div className={css["buttons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="primary" type="submit" keyHint="Ctrl Enter">
          {t("page.pay.next")}
        </Button>
      </div>
    </form>
  );
}

interface FieldsProps extends FormProps {
  change: (part: Partial<MoneyEntry>) => void;
  /** What is wrong with a field, once it was sent. */
  say: (field: keyof ReturnType<typeof entryFaults>) => string | undefined;
}

/** How much, and on which day. */
function SumFields({ kind, entry, change, say, bounds: { limit, earliest }, currency }: FieldsProps) {
  const { t } = useTranslation("invoices");
  const left = limit - (entry.amountMinor ?? 0);
  return (
    <FieldRow>
      <MoneyInput
        name="amountMinor"
        label={t("page.pay.amount")}
        required
        currency={currency}
        value={entry.amountMinor}
        onChange={(amountMinor) => change({ amountMinor })}
        error={say("amountMinor")}
        help={t(kind === "refund" ? "page.refund.paid" : left > 0 && left < limit ? "page.pay.part" : "page.pay.rest", {
          amount: moneyText(kind === "pay" && left > 0 && left < limit ? left : limit, currency, true),
        })}
      />
      <DateInput
        name="paidOn"
        label={t("page.pay.date")}
        required
        min={earliest}
        max={dayOf(now())}
        value={entry.paidOn}
        onChange={(paidOn) => change({ paidOn })}
        error={say("paidOn")}
      />
    </FieldRow>
  );
}

/** The number of the bank's paper, and words to it. */
function PaperFields({ kind, entry, change, say }: FieldsProps) {
  const { t } = useTranslation("invoices");
  return (
    <>
      <TextInput
        {...fieldProps({
          name: "documentNumber",
          label: t("page.pay.number"),
          required: true,
          help: t("page.pay.numberHelp"),
          error: say("documentNumber"),
        })}
        data-autofocus
        value={entry.documentNumber}
        onChange={(event) => change({ documentNumber: event.target.value })}
      />
      <TextInput
        {...fieldProps({
          name: "note",
          label: t(kind === "pay" ? "page.pay.note" : "page.refund.why"),
          required: kind === "refund",
          error: say("note"),
        })}
        value={entry.note}
        onChange={(event) => change({ note: event.target.value })}
      />
    </>
  );
}
