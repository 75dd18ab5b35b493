import { INVOICE_FILE } from "@tartip/domain/invoices/facts";
import { IconPrinter } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { bareNumber } from "../records/bareNumber.ts";
import { dayText } from "../../lib/dates.ts";
import { meQuery } from "../../lib/session.ts";
import { IconButton } from "../../ui/action/Button.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import { RecordLayout } from "../../ui/RecordLayout.tsx";
import { Stepper } from "../../ui/value/Stepper.tsx";
import { FilesCard } from "../records/files/FilesCard.tsx";
import { LinksCard } from "../records/LinksCard.tsx";
import { RecordStream } from "../records/stream/RecordStream.tsx";
import { kindIcon } from "../../lib/kinds.ts";
import { InvoiceApprovals } from "./InvoiceApprovals.tsx";
import { InvoiceCardBody } from "./InvoiceCardBody.tsx";
import { InvoiceFacts } from "./InvoiceFacts.tsx";
import { InvoiceNext } from "./InvoiceNext.tsx";
import { InvoiceWarnings } from "./InvoiceWarnings.tsx";
import css from "./InvoicePage.module.css";
import { PaymentsCard } from "./PaymentsCard.tsx";
import { SplitCard } from "./SplitCard.tsx";
import { invoiceQuery } from "./invoiceQueries.ts";
import type { Invoice } from "./invoiceQueries.ts";
import { useInvoiceMove } from "./useInvoiceMove.ts";

const STEPS = ["received", "approval", "approved", "in_payment", "paid", "closed"];

/** The invoice card: what is to be paid, to whom, from which cell, what was paid. Prints as a paper card. */
export default function InvoicePage() {
  const { t } = useTranslation(["invoices", "record"]);
  const { id = "" } = useParams({ strict: false });
  const { data: invoice } = useSuspenseQuery(invoiceQuery(id));
  const { data: me } = useSuspenseQuery(meQuery);
  const move = useInvoiceMove(invoice);
  const { request } = invoice;
  return (
    <>
      <Header invoice={invoice} />
      <RecordLayout
        strip={<InvoiceNext invoice={invoice} move={move} />}
        facts={<InvoiceFacts invoice={invoice} meId={me.person.id} />}
      >
        <InvoiceWarnings invoice={invoice} />
        <InvoiceCardBody invoice={invoice} />
        {invoice.splits?.length ? <SplitCard invoice={invoice} splits={invoice.splits} /> : null}
        {request ? <InvoiceApprovals requestId={request.id} meId={me.person.id} /> : null}
        {invoice.payments ? <PaymentsCard invoice={invoice} payments={invoice.payments} /> : null}
        <div className="no-print">
          <FilesCard recordId={invoice.id} mayChange={invoice.open} except={[INVOICE_FILE]} />
        </div>
        <div className="no-print" id="closing">
          <LinksCard
            recordId={invoice.id}
            mayLink={invoice.status !== "cancelled"}
            self={{
              id: invoice.id,
              icon: kindIcon("invoice"),
              kind: invoice.number ?? t("record:kind.invoice"),
              title: invoice.counterparty.name,
              state: t(`status:invoice.${invoice.status}`),
            }}
          />
        </div>
        <div className="no-print">
          <RecordStream recordId={invoice.id} reader={me.person.name} />
        </div>
      </RecordLayout>
    </>
  );
}

/** Whose invoice it is, how much, and how far it has come. */
function Header({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation("invoices");
  const { request } = invoice;
  const title = t("page.title", {
    counterparty: invoice.counterparty.name,
    number: bareNumber(invoice.invoiceNumber),
    date: dayText(invoice.invoiceDate),
  });
  return (
    <PageHeader
      title={title}
      crumbs={[
        { label: t("page.crumb"), to: "/invoices" },
        ...(request?.number ? [{ label: request.number, to: `/requests/${request.id}` }] : []),
        { label: invoice.number ?? invoice.invoiceNumber },
      ]}
      crumbsAside={
        <IconButton label={t("page.print")} className={css["onDesk"]} onClick={() => window.print()}>
          <IconPrinter size={18} stroke={1.6} />
        </IconButton>
      }
      amount={
        invoice.amountMinor === undefined ? undefined : <Money minor={invoice.amountMinor} currency={invoice.currency ?? "KZT"} />
      }
    >
      <div className={css["line"]}>
        <Stepper
          kind="invoice"
          steps={STEPS}
          current={invoice.status}
          insteadOf={invoice.status === "rework" || invoice.status === "rejected" ? "approval" : "received"}
        />
      </div>
    </PageHeader>
  );
}
