import { useTranslation } from "react-i18next";
import { accountLine } from "../../lib/account.ts";
import { errorSentence } from "../../lib/errors.ts";
import { ConfirmSummary } from "../../ui/action/ConfirmSummary.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { ReasonDialog } from "../../ui/action/ReasonDialog.tsx";
import type { RecordAction } from "../records/recordActions.ts";
import { MoneyDialog } from "./MoneyDialog.tsx";
import type { Invoice, InvoiceAction } from "./invoiceQueries.ts";
import type { InvoiceMove } from "./useInvoiceMove.ts";

interface Props {
  invoice: Invoice;
  /** What is being asked about; absent: nothing. */
  action: RecordAction | undefined;
  move: InvoiceMove;
  onClose: () => void;
}

/** What an action of an invoice asks before it is done. */
export function InvoiceDialogs({ invoice, action, move, onClose }: Props) {
  const { t } = useTranslation("invoices");
  const name = action?.action;
  const money = name === "pay" || name === "refund" ? name : undefined;
  const confirming = name === "sendToPayment" || (name === "close" && invoice.closing === "linked");
  const reasoning = action !== undefined && money === undefined && !confirming;
  const title = name ? t(name === "close" ? "page.close.title" : `page.action.${name}`) : "";
  // reason: the server lists actions of this very route
  const act = (input: object) => name && move.move({ action: name as InvoiceAction, ...input }, { onSuccess: onClose });
  const { account } = invoice;
  const templates: Record<string, string[]> = {
    close: [t("page.close.template")],
    waiveRest: ["discount", "advance", "rounding"].map((why) => t(`page.waiveRest.templates.${why}`)),
  };
  return (
    <>
      <ConfirmSummary
        opened={confirming}
        onClose={onClose}
        title={t(name === "close" ? "page.action.closeLinked" : "page.send.title")}
        facts={[
          { label: t("page.send.to"), value: invoice.counterparty.name },
          { label: t("field.account"), value: account ? accountLine(account, t) : null },
          { label: t("field.amount"), value: <Money minor={invoice.amountMinor} currency={invoice.currency ?? "KZT"} strong /> },
          { label: t("field.purpose"), value: invoice.purpose },
        ]}
        note={name === "sendToPayment" ? t("page.send.note") : undefined}
        confirmLabel={t(name === "close" ? "page.action.closeLinked" : "page.action.sendToPayment")}
        busy={move.moving}
        onConfirm={() => act({})}
        error={<ErrorNotice error={move.error} />}
      />
      {money ? <MoneyDialog key={money} kind={money} invoice={invoice} move={move} onClose={onClose} /> : null}
      <ReasonDialog
        opened={reasoning}
        onClose={onClose}
        title={title}
        label={t(name === "close" || name === "waiveRest" ? `page.${name}.label` : "page.reason")}
        templates={templates[name ?? ""] ?? []}
        confirmLabel={name ? t(`page.action.${name}`) : ""}
        danger={name === "cancel" || name === "reject"}
        busy={move.moving}
        error={move.error ? errorSentence(move.error, t) : undefined}
        onConfirm={(reason) => act({ reason })}
      />
    </>
  );
}
