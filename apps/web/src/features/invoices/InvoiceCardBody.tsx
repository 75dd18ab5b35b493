import { INVOICE_FILE } from "@tartip/domain/invoices/facts";
import { formatIban } from "@tartip/domain/requisites/iban";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { bareNumber } from "../records/bareNumber.ts";
import { accountWords } from "../../lib/account.ts";
import { dayText } from "../../lib/dates.ts";
import { moneyText } from "../../lib/money.ts";
import { useNames } from "../../lib/reference.ts";
import { Card } from "../../ui/Card.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FactsList } from "../../ui/value/FactsList.tsx";
import type { Fact } from "../../ui/value/FactsList.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { CheckedMark } from "../../ui/value/CheckedMark.tsx";
import { FileView } from "../records/files/FileView.tsx";
import { filesQuery, versionsOf } from "../records/recordQueries.ts";
import css from "./InvoicePage.module.css";
import type { Invoice } from "./invoiceQueries.ts";

/** The invoice as paper and as facts, side by side. */
export function InvoiceCardBody({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation("invoices");
  const facts = useRequisites(invoice);
  return (
    <Card title={t("page.card")} flush>
      <div className={css["body"]}>
        <div className={css["paper"]}>
          <InvoiceFile invoice={invoice} />
        </div>
        <div className={css["requisites"]}>
          <FactsList facts={facts} />
          {invoice.amountMinor === undefined ? <p className={css["quiet"]}>{t("page.noMoney")}</p> : null}
        </div>
      </div>
    </Card>
  );
}

/** The file stands on the request when there is one. */
function InvoiceFile({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation("invoices");
  const { data = [] } = useQuery(filesQuery(invoice.request?.id ?? invoice.id));
  const file = data.find((one) => one.id === invoice.fileId) ?? data.find((one) => one.current && one.fieldKey === INVOICE_FILE);
  if (!file) return <EmptyState title={t("page.noFile")} text={invoice.request ? t("page.noFileText") : undefined} />;
  return <FileView file={file} versions={versionsOf(file, data)} />;
}

function useRequisites(invoice: Invoice): Fact[] {
  const { t } = useTranslation("invoices");
  const names = useNames();
  const { counterparty, account, basis } = invoice;
  const knp = names.reference?.knp.find((one) => one.code === invoice.knp);
  return [
    {
      label: t("field.counterparty"),
      value: (
        <Link to="/counterparties/$id" params={{ id: counterparty.id }}>
          {counterparty.name}
        </Link>
      ),
    },
    {
      label: t("field.bin"),
      value: counterparty.bin ? <CheckedMark ok={t("page.binOk")}>{counterparty.bin}</CheckedMark> : null,
    },
    ...(account === undefined ? [] : [{ label: t("field.account"), value: <Account account={account} /> }]),
    {
      label: `${t("field.kbe")} · ${t("field.knp")}`,
      value: [counterparty.kbe, knp ? `${knp.code} ${nameOf(knp.name)}` : invoice.knp].filter(Boolean).join(" · "),
    },
    ...(invoice.amountMinor === undefined
      ? []
      : [
          {
            label: t("field.amount"),
            value: <Money minor={invoice.amountMinor} currency={invoice.currency ?? "KZT"} strong />,
          },
          { label: t("field.vat"), value: vatOf(invoice) },
        ]),
    { label: t("field.basis"), value: basis ? <Basis basis={basis} /> : null },
    { label: t("field.payKind"), value: t(`payKind.${invoice.payKind}`) },
    { label: t("field.purpose"), value: invoice.purpose },
  ];

  function nameOf(label: { ru: string; kk: string; en: string }): string {
    return label[document.documentElement.lang === "kk" ? "kk" : document.documentElement.lang === "en" ? "en" : "ru"];
  }

  function vatOf({ vatRate, vatMinor, currency }: Invoice): string | undefined {
    if (vatRate === undefined || vatMinor === undefined) return t("page.later");
    if (vatRate === "none") return t("field.vatNone");
    return t("page.vat", { amount: moneyText(vatMinor, currency ?? "KZT"), rate: vatRate });
  }
}

function Account({ account }: { account: Invoice["account"] }) {
  const { t } = useTranslation("invoices");
  if (!account) return t("blockers:account_missing");
  const iban = formatIban(account.iban);
  const { good, text } = accountWords(account, t);
  return (
    <>
      {good ? (
        <CheckedMark ok={text}>{iban}</CheckedMark>
      ) : (
        <span className={css["waits"]}>
          {iban}
          <span className={css["waitsNote"]}>
            <IconAlertTriangle size={14} aria-hidden /> {text}
          </span>
        </span>
      )}
      <span className={css["bank"]}>{[account.bankName, account.bic].filter(Boolean).join(", ")}</span>
    </>
  );
}

function Basis({ basis }: { basis: NonNullable<Invoice["basis"]> }) {
  const { t } = useTranslation("invoices");
  const names = useNames();
  const name = t("page.basis", { kind: names.documentKind(basis.kind) ?? "", number: bareNumber(basis.number) });
  return (
    <>
      {basis.opens ? (
        <Link to="/documents/$id" params={{ id: basis.id }}>
          {name}
        </Link>
      ) : (
        name
      )}{" "}
      {basis.date ? t("page.basisFrom", { date: dayText(basis.date) }) : null}
    </>
  );
}
