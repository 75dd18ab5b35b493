import { currencyOf } from "@tartip/domain/requests/scope";
import { includedVatMinor, isVatRateOn } from "@tartip/domain/invoices/vat";
import type { VatRate } from "@tartip/domain/invoices/vat";
import { meaningOf, textAt } from "@tartip/domain/requests/meaning";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../../lib/money.ts";
import css from "../Form.module.css";
import { useForm } from "../FormContext.ts";
import type { FieldProps } from "../FormContext.ts";
import { tableTotal } from "../tableTotal.ts";
import { FormEntry } from "./FormEntry.tsx";

/** An amount in the form's currency; offers the sum of the table where there is one. */
export function MoneyField(props: FieldProps) {
  const { field, common } = props;
  const { t } = useTranslation("requests");
  const { type, values, set } = useForm();
  const table = type.fields.find((one) => one.type === "lines");
  const total = table ? tableTotal(values[table.key]) : 0;
  const offer =
    total > 0 && total !== values[field.key] ? (
      <button type="button" className={css["offer"]} onClick={() => set(field.key, total)}>
        {t("form.fromTable", { amount: moneyText(total, currencyOf(type, values)) })}
      </button>
    ) : undefined;
  return <FormEntry {...props} help={offer ?? common.help} />;
}

/** The rate of VAT with the amount it makes; warns when the rate was not in force on the invoice's day. */
export function VatField(props: FieldProps) {
  const { field, common } = props;
  const { t } = useTranslation("requests");
  const { type, values } = useForm();
  const rate = rateOf(values[field.key]);
  const { invoice, expense } = meaningOf(type);
  const gross = expense && values[expense.amount];
  const day = textAt(values, invoice?.date);
  const vat = rate !== undefined && typeof gross === "number" ? includedVatMinor(gross, rate) : null;
  const unusual = rate !== undefined && day !== "" && !isVatRateOn(rate, day);
  const words = vat === null ? undefined : t("form.vatIncluded", { amount: moneyText(vat, currencyOf(type, values)) });
  return (
    <FormEntry
      {...props}
      help={unusual ? <span className={css["warning"]}>{t("form.vatUnusual")}</span> : (words ?? common.help)}
    />
  );
}

function rateOf(value: unknown): VatRate | undefined {
  return typeof value === "number" || value === "none" ? value : undefined;
}
