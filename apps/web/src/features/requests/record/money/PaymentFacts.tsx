import { formatIban } from "@tartip/domain/requisites/iban";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { textAt } from "@tartip/domain/requests/meaning";
import type { RequestType } from "@tartip/domain/requests/type";
import { useTranslation } from "react-i18next";
import type { Schema } from "@tartip/api-client";
import { bareNumber } from "../../../records/bareNumber.ts";
import { api, call } from "../../../../lib/api.ts";
import { accountWords } from "../../../../lib/account.ts";
import { dayText, monthText } from "../../../../lib/dates.ts";
import { labelIn, useNames } from "../../../../lib/reference.ts";
import { FactsList } from "../../../../ui/value/FactsList.tsx";
import type { Fact } from "../../../../ui/value/FactsList.tsx";
import { Money } from "../../../../ui/value/Money.tsx";
import type { RequestView } from "../../requestQueries.ts";
import { factsOf } from "../facts/typeFacts.tsx";
import css from "../Record.module.css";

type Invoice = Schema<"InvoiceCard">;

interface Props {
  request: RequestView;
  type: RequestType | undefined;
}

/** The facts of a payment: from its invoice once there is one, else from the form; what only the form holds after them. */
export function PaymentFacts({ request, type }: Props) {
  const { i18n } = useTranslation();
  const invoiceId = request.invoices[0]?.id;
  const { data: invoice } = useQuery({
    queryKey: ["invoice", invoiceId, request.id],
    queryFn: () => call(api.GET("/api/v1/invoices/{id}", { params: { path: { id: invoiceId ?? "" } } })),
    enabled: invoiceId !== undefined,
  });
  const invoiceFacts = useInvoiceFacts(request);
  const typed = (told?: readonly string[]) => (type ? factsOf(request, type, i18n.language, told) : []);
  return <FactsList facts={invoice ? [...invoiceFacts(invoice), ...typed(toldByInvoice(request))] : typed()} />;
}

/** Fields that an invoice holds in its own words. */
function toldByInvoice({ meaning, amountMinor }: RequestView): readonly string[] {
  const { counterparty, expense, invoice, basis } = meaning;
  const keys = [counterparty, ...Object.values({ ...expense, ...invoice, ...basis })];
  return [...keys.filter((key) => key !== undefined), ...(amountMinor === undefined ? [] : ["currency"])];
}

function useInvoiceFacts(request: RequestView): (invoice: Invoice) => Fact[] {
  const { t, i18n } = useTranslation("record");
  const { reference, costItem } = useNames();
  const knpText = (code: string | null | undefined) => {
    const name = reference?.knp.find((one) => one.code === code)?.name;
    return code ? [code, name ? labelIn(name, i18n.language) : ""].join(" ") : t("payment.knpLater");
  };
  return (invoice) => {
    const { counterparty, account, basis, splits = [] } = invoice;
    const money = invoice.amountMinor === undefined ? [] : sumFacts(invoice, t);
    return [
      {
        label: t("payment.supplier"),
        value: (
          <Link to="/counterparties/$id" params={{ id: counterparty.id }}>
            {counterparty.name}
          </Link>
        ),
      },
      ...(counterparty.bin ? [{ label: t("payment.bin"), value: <Checked text={counterparty.bin} /> }] : []),
      ...(account ? accountFacts(account, t) : []),
      { label: t("payment.codes"), value: [counterparty.kbe, knpText(invoice.knp)].filter(Boolean).join(" · ") },
      {
        label: t("payment.invoice"),
        value: t("payment.invoiceOf", { number: bareNumber(invoice.invoiceNumber), day: dayText(invoice.invoiceDate) }),
      },
      ...money,
      {
        label: t("payment.basis"),
        value: basis ? <Basis basis={basis} /> : <span className={css["lacking"]}>{t("payment.noBasis")}</span>,
      },
      { label: t("payment.kind"), value: t(`payment.kinds.${invoice.payKind}`) },
      ...(splits.length > 1
        ? splits.map((split) => ({
            label: t("payment.item"),
            value: (
              <>
                {costItem(split.costItemId)} ·{" "}
                <Money minor={split.amountMinor} {...(invoice.currency ? { currency: invoice.currency } : {})} />
              </>
            ),
          }))
        : [{ label: t("payment.item"), value: itemText(request, costItem, i18n.language) || t("payment.later") }]),
      { label: t("payment.purpose"), value: invoice.purpose },
    ];
  };
}

function sumFacts({ amountMinor = 0, currency = "KZT", vatRate, vatMinor }: Invoice, t: TFunction): Fact[] {
  const taxed = vatRate !== undefined && vatRate !== "none";
  return [
    { label: t("record:payment.amount"), value: <Money minor={amountMinor} currency={currency} strong /> },
    taxed
      ? { label: t("record:payment.vat", { rate: vatRate }), value: <Money minor={vatMinor} currency={currency} /> }
      : { label: t("record:vat.name"), value: t(vatRate === "none" ? "record:vat.none" : "record:payment.later") },
  ];
}

function accountFacts(account: NonNullable<Invoice["account"]>, t: TFunction): Fact[] {
  const { iban, bic, bankName } = account;
  const { good, text } = accountWords(account, t);
  return [
    {
      label: t("record:payment.iban"),
      value: good ? <Checked text={formatIban(iban)} note={text} /> : <Unconfirmed text={formatIban(iban)} note={text} />,
    },
    { label: t("record:payment.bank"), value: [bankName, bic].filter(Boolean).join(", ") },
  ];
}

function Checked({ text, note }: { text: string; note?: string }) {
  const { t } = useTranslation("record");
  return (
    <span className={css["checked"]} title={note}>
      {text} <IconCheck size={16} aria-hidden />
      <span className="screen-reader">{note ?? t("payment.checked")}</span>
    </span>
  );
}

function Unconfirmed({ text, note }: { text: string; note: string }) {
  return (
    <>
      {text}
      <span className={css["warn"]}>
        <IconAlertTriangle size={14} aria-hidden /> {note}
      </span>
    </>
  );
}

function Basis({ basis }: { basis: NonNullable<Invoice["basis"]> }) {
  const { t } = useTranslation("record");
  const { documentKind } = useNames();
  const { id, kind, number, date, title, opens } = basis;
  const kindName = documentKind(kind) ?? "";
  const name = number ? `${kindName} № ${bareNumber(number)}`.trim() : title || kindName;
  return (
    <>
      {opens ? (
        <Link to="/documents/$id" params={{ id }}>
          {name}
        </Link>
      ) : (
        name
      )}{" "}
      {date ? t("payment.of", { day: dayText(date) }) : null}
    </>
  );
}

function itemText({ values, meaning }: RequestView, costItem: (id: string) => string | undefined, language: string): string {
  const month = textAt(values, meaning.expense?.month);
  const id = textAt(values, meaning.expense?.costItem);
  if (id === "") return "";
  return [costItem(id), month === "" ? "" : monthText(month.slice(0, 7), language)].filter(Boolean).join(", ");
}
