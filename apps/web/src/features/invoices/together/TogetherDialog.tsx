import { Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { now } from "../../../lib/clock.ts";
import { dayOf } from "../../../lib/dates.ts";
import { Button } from "../../../ui/action/Button.tsx";
import { Note } from "../../../ui/action/Note.tsx";
import { DateInput } from "../../../ui/input/DateInput.tsx";
import { useDialogKey } from "../../../ui/shell/useHotkeys.ts";
import { Money } from "../../../ui/value/Money.tsx";
import { ChosenSum } from "../../lists/ChosenSum.tsx";
import type { InvoiceRow } from "../invoiceQueries.ts";
import css from "./Together.module.css";
import { fitFor, restOf, spread, type Numbers, type TogetherKind } from "./together.ts";
import { useTogether } from "./useTogether.ts";
import { WhyLeft } from "./WhyLeft.tsx";

interface Props {
  kind: TogetherKind;
  rows: readonly InvoiceRow[];
  onClose: () => void;
  /** Called before it closes once something was sent: the rows that were chosen have moved on. */
  onSent: () => void;
}

/** Several invoices, once more with whom and how much, and then one verb for all of them. Stays until each is answered. */
export function TogetherDialog(props: Props) {
  const { t } = useTranslation("invoices");
  const together = useTogether(props.kind, props.rows);
  function close() {
    if (together.busy) return;
    if (together.refusals.size > 0) props.onSent();
    props.onClose();
  }
  return (
    <Modal
      opened
      onClose={close}
      title={t(`together.${props.kind}Title`)}
      size={720}
      closeButtonProps={{ "aria-label": t("ui:close"), disabled: together.busy }}
    >
      <TogetherForm {...props} onClose={close} together={together} />
    </Modal>
  );
}

function TogetherForm({ kind, together, onClose, onSent }: Props & { together: ReturnType<typeof useTogether> }) {
  const { t } = useTranslation("invoices");
  const { busy, left, refusals, send } = together;
  // What another person moved on stays to be read only.
  const fit = fitFor(kind, left);
  const [paidOn, setPaidOn] = useState<string | null>(dayOf(now()));
  const [numbers, setNumbers] = useState<Numbers>({});
  const [asked, setAsked] = useState(false);
  const lacksNumber = (row: InvoiceRow) => kind === "pay" && !numbers[row.id]?.trim();
  async function submit() {
    setAsked(true);
    if (!paidOn || fit.length === 0 || fit.some(lacksNumber)) return;
    if (!(await send({ paidOn, numbers }))) return;
    onSent();
    onClose();
  }
  const inside = useDialogKey(() => void submit());
  return (
    <div className={css["form"]}>
      {refusals.size > 0 ? <Note tone="amber" title={t("together.left", { count: refusals.size })} /> : null}
      {kind === "pay" && fit.length > 0 ? (
        <DateInput
          name="paidOn"
          label={t("page.pay.date")}
          required
          max={dayOf(now())}
          value={paidOn}
          onChange={setPaidOn}
          error={asked && !paidOn ? t("page.pay.missingDate") : undefined}
        />
      ) : null}
      <ul role="list" className={css["rows"]}>
        {left.map((row) => (
          <li key={row.id} className={css["row"]}>
            <Line row={row} alone={kind === "send" || !fit.includes(row)} />
            {kind === "pay" && fit.includes(row) ? (
              <NumberField
                row={row}
                value={numbers[row.id] ?? ""}
                missing={asked && lacksNumber(row)}
                onChange={(number) => setNumbers({ ...numbers, [row.id]: number })}
                onPaste={(text) => {
                  const many = spread(text, fit.indexOf(row), fit, numbers);
                  if (many) setNumbers(many);
                  return many !== null;
                }}
              />
            ) : null}
            <WhyLeft kind={kind} refusal={refusals.get(row.id)} />
          </li>
        ))}
      </ul>
      {fit.length > 0 ? <Total kind={kind} rows={fit} /> : null}
      <div ref={inside} className={css["buttons"]}>
        <Button disabled={busy} onClick={onClose}>
          {t(fit.length > 0 ? "ui:cancel" : "ui:close")}
        </Button>
        {fit.length > 0 ? (
          <Button kind="primary" busy={busy} keyHint="Ctrl Enter" onClick={() => void submit()}>
            {t(`together.${kind}`, { count: fit.length })}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** What they come to, and what to look at before it is done. */
function Total({ kind, rows }: { kind: TogetherKind; rows: readonly InvoiceRow[] }) {
  const { t } = useTranslation("invoices");
  return (
    <>
      <p className={css["total"]}>
        {t("together.total")} <ChosenSum whole rows={rows.map((row) => ({ currency: row.currency, amountMinor: restOf(row) }))} />
      </p>
      <p className={css["quiet"]}>{t(kind === "pay" ? "together.pasteHint" : "together.sendNote")}</p>
      {kind === "pay" ? <p className={css["quiet"]}>{t("page.pay.confirmNote")}</p> : null}
    </>
  );
}

/** Whom, for what, how much. */
function Line({ row, alone }: { row: InvoiceRow; alone: boolean }) {
  return (
    <div className={css["line"]} data-alone={alone || undefined}>
      <span className={css["who"]}>{row.counterparty.name}</span>
      <span className={css["quiet"]}>{[row.number, row.invoiceNumber, row.title].filter(Boolean).join(" · ")}</span>
      <span className={css["sum"]}>
        <Money minor={restOf(row)} currency={row.currency ?? "KZT"} strong />
      </span>
    </div>
  );
}

interface NumberProps {
  row: InvoiceRow;
  value: string;
  missing: boolean;
  onChange: (number: string) => void;
  /** Whether what was pasted went into several fields. */
  onPaste: (text: string) => boolean;
}

function NumberField({ row, value, missing, onChange, onPaste }: NumberProps) {
  const { t } = useTranslation("invoices");
  return (
    <TextInput
      label={t("page.pay.numberShort")}
      aria-label={`${t("page.pay.numberShort")}: ${row.counterparty.name}, ${row.invoiceNumber}`}
      data-number
      maxLength={50}
      error={missing ? t("page.pay.missingNumber") : undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={toNextNumber}
      onPaste={(event) => {
        if (onPaste(event.clipboardData.getData("text"))) event.preventDefault();
      }}
    />
  );
}

/** Enter leads to the number of the next invoice, as in a table. */
function toNextNumber(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const fields = [...document.querySelectorAll<HTMLInputElement>("input[data-number]")];
  fields[fields.indexOf(event.currentTarget) + 1]?.focus();
}
