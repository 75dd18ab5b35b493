import { useState } from "react";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../lib/money.ts";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { ActionStrip } from "../records/ActionStrip.tsx";
import { ConflictNote } from "../records/ConflictNote.tsx";
import { placeActions, reasonsOf } from "../records/recordActions.ts";
import type { RecordAction } from "../records/recordActions.ts";
import { Button } from "../../ui/action/Button.tsx";
import { LinkDialog } from "../records/LinkDialog.tsx";
import { InvoiceDialogs } from "./InvoiceDialogs.tsx";
import type { Invoice, InvoiceAction } from "./invoiceQueries.ts";
import type { InvoiceMove } from "./useInvoiceMove.ts";
import type { FieldWords } from "../../lib/requestType.ts";

/** What moves the invoice on stands as buttons; the rest in the menu. */
const MAIN = ["sendForApproval", "resubmit", "sendToPayment", "pay", "close"];
const ASKED_FIRST = ["sendToPayment", "pay", "refund", "close"];
const NO_LABELS: FieldWords = new Map();
/** The form brings what these ask for. */
const CURED_HERE = ["payment_date_missing", "payment_amount_wrong", "payment_number_missing"];

/** «Что дальше» of an invoice: what is awaited, what is in the way, and the actions of money. */
export function InvoiceNext({ invoice, move }: { invoice: Invoice; move: InvoiceMove }) {
  const { t } = useTranslation("invoices");
  const [asking, setAsking] = useState(() => askedFor(invoice));
  const [linking, setLinking] = useState(false);
  const lacksAct = lacksItsAct(invoice);
  const placed = placeActions(invoice.actions, orderOf(invoice));
  function press(action: RecordAction) {
    if (action.needsReason || ASKED_FIRST.includes(action.action)) setAsking(action);
    // reason: the server lists actions of this very route
    else move.move({ action: action.action as InvoiceAction });
  }
  function close() {
    setAsking(undefined);
    move.reset();
  }
  const label = (action: RecordAction) =>
    t(action.action === "close" && invoice.closing === "linked" ? "page.action.closeLinked" : `page.action.${action.action}`);
  return (
    <>
      {move.conflictSince ? <ConflictNote recordId={invoice.id} since={move.conflictSince} labels={NO_LABELS} /> : null}
      <ActionStrip
        kind="invoice"
        status={invoice.status}
        current={<Now invoice={invoice} />}
        after={AFTER.includes(invoice.status) ? t(`page.after.${invoice.status}`) : undefined}
        placed={placed}
        shown={placed.primary ? [placed.primary] : []}
        aside={placed.main.filter((action) => !action.allowed)}
        phone={forPhone(invoice)}
        label={label}
        onPress={press}
        moving={move.moving}
        isPressed={({ allowed }) => allowed && move.moving}
        lead={
          lacksAct ? (
            <Button kind="primary" onClick={() => setLinking(true)}>
              {t("page.action.linkAct")}
            </Button>
          ) : undefined
        }
        reasons={({ blockers }) => reasonsOf(blockers.filter(isLeft), t, (one) => placeOf(one, invoice))}
      />
      {asking ? null : <ErrorNotice error={move.error} />}
      {linking ? <LinkDialog recordId={invoice.id} as="closing" onClose={() => setLinking(false)} /> : null}
      <InvoiceDialogs invoice={invoice} action={asking} move={move} onClose={close} />
    </>
  );
}

/** The action another page leads to with `#pay`: the task that waits for it. */
function askedFor({ actions }: Invoice): RecordAction | undefined {
  const name = window.location.hash.slice(1);
  return actions.find((one) => one.action === name && ASKED_FIRST.includes(name) && (one.allowed || !one.blockers.some(isLeft)));
}

/** Paid, and the paper that closes it is still to come: to do without it is not the usual way. */
function lacksItsAct({ status, closing }: Invoice): boolean {
  return status === "paid" && closing === "absent";
}

function orderOf(invoice: Invoice): string[] {
  return lacksItsAct(invoice) ? MAIN.filter((name) => name !== "close") : MAIN;
}

/** Whether the form of the action does not bring it. */
function isLeft({ code }: RecordAction["blockers"][number]): boolean {
  return !CURED_HERE.includes(code);
}

/** Most of an invoice is changed on its request. */
function placeOf({ code, fix }: RecordAction["blockers"][number], { request, counterparty }: Invoice): string | undefined {
  if (code.startsWith("duplicate_")) return "#duplicates";
  if (code.startsWith("doubt_")) return "#doubts";
  if (code === "closing_document_missing") return "#closing";
  if (code === "account_missing") return `/counterparties/${counterparty.id}#accounts`;
  if (!request || !fix || fix.kind === "record") return undefined;
  return fix.kind === "field" ? `/requests/${request.id}#field-${fix.target}` : `/requests/${request.id}`;
}

/** What the form of an action brings is no lock of its button. */
function forPhone({ actions, ...rest }: Invoice) {
  const open = actions.map((action) => {
    const blockers = action.blockers.filter(isLeft);
    return { ...action, blockers, allowed: action.allowed || (action.blockers.length > 0 && blockers.length === 0) };
  });
  return placeActions(open, orderOf({ actions, ...rest }));
}

const AFTER = ["approval", "approved", "in_payment", "paid"];

function Now({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation("invoices");
  const { status, paidMinor = 0, restMinor = 0, restWaivedMinor = 0, currency = "KZT" } = invoice;
  if (status === "in_payment" && paidMinor > 0)
    return <strong>{t("page.now.part", { amount: moneyText(restMinor, currency, true) })}</strong>;
  return <strong>{t(status === "paid" && restWaivedMinor > 0 ? "page.now.paidWithoutRest" : `page.now.${status}`)}</strong>;
}
