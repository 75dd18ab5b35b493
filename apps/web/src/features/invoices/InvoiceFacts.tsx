import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useNames } from "../../lib/reference.ts";
import { BudgetBar } from "../../ui/value/BudgetBar.tsx";
import { DateText } from "../../ui/value/DateText.tsx";
import { DueText } from "../../ui/value/DueText.tsx";
import { FactsGroup, FactsList } from "../../ui/value/FactsList.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { PersonName } from "../../ui/value/PersonName.tsx";
import { Watchers } from "../records/Watchers.tsx";
import css from "./InvoicePage.module.css";
import type { Invoice } from "./invoiceQueries.ts";

/** Right column of an invoice: money, dates, who approved, people, place. */
export function InvoiceFacts({ invoice, meId }: { invoice: Invoice; meId: string }) {
  const { t } = useTranslation(["invoices", "tasks"]);
  const names = useNames();
  const { request } = invoice;
  return (
    <>
      <MoneyFacts invoice={invoice} />
      <FactsGroup title={t("page.dates")}>
        <FactsList
          facts={[
            { label: t("field.payBy"), value: <DueText value={invoice.payBy} settled={!isUnpaid(invoice)} /> },
            { label: t("field.invoiceDate"), value: <DateText value={invoice.invoiceDate} /> },
            { label: t("page.received"), value: <DateText value={invoice.createdAt} /> },
          ]}
        />
      </FactsGroup>
      <FactsGroup title={t("page.approvals")}>
        {request ? (
          <>
            <p className={css["quiet"]}>{t("page.approvalsText", { number: request.number })}</p>
            <Link to="/requests/$id/sheet" params={{ id: request.id }}>
              {t("page.sheet")}
            </Link>
          </>
        ) : (
          <p className={css["quiet"]}>{t("status:invoice.approval")}</p>
        )}
      </FactsGroup>
      <FactsGroup title={t("page.closing")}>
        <p className={css["small"]}>{t(`closing.${invoice.closing}`, { reason: invoice.closingWaived })}</p>
        {invoice.closing === "absent" && isPaidOrLater(invoice) ? <a href="#closing">{t("page.linkClosing")}</a> : null}
      </FactsGroup>
      <FactsGroup title={t("page.people")}>
        <FactsList
          facts={[
            { label: t("field.author"), value: <PersonName name={invoice.author?.name} /> },
            { label: t("tasks:page.facts.watchers"), value: <Watchers recordId={invoice.id} meId={meId} /> },
          ]}
        />
      </FactsGroup>
      <FactsGroup title={t("page.place")}>
        <FactsList
          facts={[
            ...(request ? [{ label: t("field.request"), value: <RequestLink request={request} /> }] : []),
            { label: t("field.branch"), value: names.branch(invoice.branch), waiting: names.waiting },
            { label: t("field.project"), value: names.project(invoice.project), waiting: names.waiting },
          ]}
        />
      </FactsGroup>
    </>
  );
}

function MoneyFacts({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation(["invoices", "tasks"]);
  const {
    amountMinor,
    paidMinor = 0,
    restMinor = 0,
    restWaivedMinor = 0,
    restWaivedReason,
    currency = "KZT",
    baseMinor,
  } = invoice;
  if (amountMinor === undefined) return null;
  return (
    <FactsGroup title={t("page.money")}>
      <BudgetBar planMinor={amountMinor} factMinor={paidMinor} committedMinor={0} leftMinor={restMinor} height={8} />
      <div className={css["gap"]} />
      <FactsList
        sums
        facts={[
          { label: t("field.amount"), value: <Money minor={amountMinor} currency={currency} /> },
          { label: t("field.paid"), value: <Money minor={paidMinor} currency={currency} /> },
          ...(restWaivedMinor > 0
            ? [{ label: t("field.restWaived"), value: <Money minor={restWaivedMinor} currency={currency} /> }]
            : []),
          { label: t("field.rest"), value: <Money minor={restMinor} currency={currency} />, strong: true },
          ...(currency === "KZT" ? [] : [{ label: t("field.base"), value: <Money minor={baseMinor} /> }]),
        ]}
      />
      {restWaivedReason ? <p className={css["small"]}>{t("page.waiveRest.why", { reason: restWaivedReason })}</p> : null}
    </FactsGroup>
  );
}

function RequestLink({ request }: { request: NonNullable<Invoice["request"]> }) {
  return (
    <Link to="/requests/$id" params={{ id: request.id }}>
      {request.number}
    </Link>
  );
}

function isUnpaid(invoice: Invoice): boolean {
  return ["received", "approval", "approved", "in_payment", "rework"].includes(invoice.status);
}

function isPaidOrLater(invoice: Invoice): boolean {
  return ["paid", "in_payment"].includes(invoice.status);
}
