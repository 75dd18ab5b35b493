import { useQuery } from "@tanstack/react-query";
import type { Schema } from "@tartip/api-client";
import { formatIban } from "@tartip/domain/requisites/iban";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { dayText } from "../../lib/dates.ts";
import { ButtonLink } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { FactsList } from "../../ui/value/FactsList.tsx";
import type { Fact } from "../../ui/value/FactsList.tsx";
import { Money } from "../../ui/value/Money.tsx";

type Invoice = Schema<"InvoiceCard">;

/** What moves the money, the nearest first. */
const STEPS = ["pay", "sendToPayment"] as const;
/** The form of a payment brings what these ask for. */
const OF_THE_FORM = ["payment_date_missing", "payment_amount_wrong", "payment_number_missing"];

/** Of a task that waits to be paid: whom, how much, to which account, and the way to do it at once. */
export function PaymentToMake({ requestId }: { requestId: string }) {
  const { t } = useTranslation(["tasks", "invoices"]);
  const { data: request } = useQuery({
    queryKey: ["request", requestId],
    queryFn: ({ signal }) => call(api.GET("/api/v1/requests/{id}", { params: { path: { id: requestId } }, signal })),
  });
  const id = request?.invoices[0]?.id;
  const { data: invoice } = useQuery({
    queryKey: ["invoice", id, requestId],
    queryFn: () => call(api.GET("/api/v1/invoices/{id}", { params: { path: { id: id ?? "" } } })),
    enabled: id !== undefined,
  });
  if (!invoice || invoice.restMinor === undefined) return null;
  const step = STEPS.find((name) => isReady(invoice, name));
  return (
    <Card
      title={t("page.payment")}
      actions={
        step ? (
          <ButtonLink to="/invoices/$id" params={{ id: invoice.id }} hash={step} kind="primary">
            {t(`invoices:page.action.${step}`)}
          </ButtonLink>
        ) : (
          <ButtonLink to="/invoices/$id" params={{ id: invoice.id }}>
            {t("page.paymentOpen")}
          </ButtonLink>
        )
      }
    >
      <FactsList facts={factsOf(invoice, t)} />
    </Card>
  );
}

/** Whom, how much is left, to which account, until when and for what. */
function factsOf({ counterparty, account, restMinor = 0, currency = "KZT", payBy, purpose }: Invoice, t: TFunction): Fact[] {
  return [
    { label: t("invoices:page.send.to"), value: counterparty.name },
    { label: t("invoices:field.amount"), value: <Money minor={restMinor} currency={currency} strong /> },
    { label: t("invoices:field.account"), value: account ? formatIban(account.iban) : t("blockers:account_missing") },
    { label: t("invoices:field.payBy"), value: payBy ? dayText(payBy) : null },
    { label: t("invoices:field.purpose"), value: purpose },
  ];
}

function isReady({ actions }: Invoice, name: string): boolean {
  const found = actions.find((one) => one.action === name);
  return (
    found !== undefined &&
    (found.allowed || (found.blockers.length > 0 && found.blockers.every(({ code }) => OF_THE_FORM.includes(code))))
  );
}
