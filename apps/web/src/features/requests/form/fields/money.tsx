import { currencyOf } from "@tartip/domain/requests/scope";
import { includedVatMinor, isVatRateOn } from "@tartip/domain/invoices/vat";
import type { VatRate } from "@tartip/domain/invoices/vat";
import { meaningOf, textAt } from "@tartip/domain/requests/meaning";
import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../../lib/money.ts";
import { fieldProps } from "../../../../ui/input/fieldProps.tsx";
import { MoneyInput } from "../../../../ui/input/MoneyInput.tsx";
import css from "../Form.module.css";
import { useForm } from "../FormContext.ts";
import type { FieldProps } from "../FormContext.ts";
import { tableTotal } from "../tableTotal.ts";

/** An amount in the form's currency; offers the sum of the table where there is one. */
export function MoneyField({ field, common }: FieldProps) {
  const { t } = useTranslation("requests");
  const { type, values, set } = useForm();
  const currency = currencyOf(type, values);
  const kept = values[field.key];
  const amountMinor = typeof kept === "number" ? kept : null;
  const table = type.fields.find((one) => one.type === "lines");
  const total = table ? tableTotal(values[table.key]) : 0;
  const offer =
    total > 0 && total !== amountMinor ? (
      <button type="button" className={css["offer"]} onClick={() => set(field.key, total)}>
        {t("form.fromTable", { amount: moneyText(total, currency) })}
      </button>
    ) : undefined;
  return (
    <MoneyInput
      {...common}
      help={offer ?? common.help}
      currency={currency}
      value={amountMinor}
      onChange={(minor) => set(field.key, minor)}
    />
  );
}

/** The rate of VAT with the amount it makes; warns when the rate was not in force on the invoice's day. */
export function VatField({ field, common }: FieldProps) {
  const { t } = useTranslation("requests");
  const { type, values, set } = useForm();
  const options = (field.options ?? []).map(({ value }) => String(value));
  const kept = values[field.key];
  const rate = rateOf(kept);
  const { invoice, expense } = meaningOf(type);
  const gross = expense && values[expense.amount];
  const day = textAt(values, invoice?.date);
  const vat = rate !== undefined && typeof gross === "number" ? includedVatMinor(gross, rate) : null;
  const unusual = rate !== undefined && day !== "" && !isVatRateOn(rate, day);
  const words = vat === null ? undefined : t("form.vatIncluded", { amount: moneyText(vat, currencyOf(type, values)) });
  return (
    <Select
      {...fieldProps({
        ...common,
        help: unusual ? <span className={css["warning"]}>{t("form.vatUnusual")}</span> : (words ?? common.help),
      })}
      data={options.map((value) => ({ value, label: value === "none" ? t("form.vatNone") : `${value} %` }))}
      value={typeof kept === "string" || typeof kept === "number" ? String(kept) : null}
      onChange={(value) => set(field.key, value === null ? null : value === "none" ? value : Number(value))}
      placeholder={t("form.choose")}
      allowDeselect={false}
    />
  );
}

function rateOf(value: unknown): VatRate | undefined {
  return typeof value === "number" || value === "none" ? value : undefined;
}
