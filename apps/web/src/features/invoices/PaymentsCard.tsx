import { useTranslation } from "react-i18next";
import { bareNumber } from "../records/bareNumber.ts";
import { dayText } from "../../lib/dates.ts";
import { moneyText } from "../../lib/money.ts";
import { Card } from "../../ui/Card.tsx";
import { Money } from "../../ui/value/Money.tsx";
import css from "./InvoicePage.module.css";
import type { Invoice } from "./invoiceQueries.ts";

type Payment = NonNullable<Invoice["payments"]>[number];

/** Payments and refunds in their order, and how much is left. */
export function PaymentsCard({ invoice, payments }: { invoice: Invoice; payments: readonly Payment[] }) {
  const { t } = useTranslation("invoices");
  const { amountMinor = 0, paidMinor = 0, restMinor = 0, currency = "KZT" } = invoice;
  if (payments.length === 0) return null;
  return (
    <Card
      title={t("payments.title")}
      count={t("page.payments.paid", {
        paid: moneyText(paidMinor, currency, true),
        amount: moneyText(amountMinor, currency, true),
      })}
      actions={
        restMinor > 0 ? (
          <span className={css["rest"]}>{t("page.payments.rest", { amount: moneyText(restMinor, currency, true) })}</span>
        ) : undefined
      }
      flush
    >
      <ul role="list">
        {payments.map((payment) => (
          <li key={payment.id} className={css["payment"]}>
            <span>{dayText(payment.paidOn)}</span>
            <span className={css["splitText"]}>
              <strong>
                {t(`payments.${payment.kind}`)}, {t("page.payments.doc", { number: bareNumber(payment.documentNumber) })}
              </strong>
              <span className={css["quiet"]}>
                {t("payments.enteredBy", { name: payment.enteredBy.name })}
                {payment.note ? ` · ${payment.note}` : null}
              </span>
            </span>
            <Money minor={payment.kind === "refund" ? -payment.amountMinor : payment.amountMinor} currency={currency} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
