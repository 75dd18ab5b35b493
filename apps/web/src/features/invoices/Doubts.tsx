import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { Note } from "../../ui/action/Note.tsx";
import { BEFORE_DECISION, Explain } from "./Explain.tsx";
import type { Invoice } from "./invoiceQueries.ts";

type Doubted = NonNullable<Invoice["doubts"]>[number];

/** What may be wrong with the papers: each is answered before the invoice is sent, and the answer stays to be read. */
export function Doubts({ invoice }: { invoice: Invoice }) {
  const { doubts = [], status } = invoice;
  const matters = BEFORE_DECISION.includes(status);
  const shown = doubts.filter(({ reason }) => matters || reason !== null);
  if (shown.length === 0) return null;
  return (
    <div id="doubts">
      {shown.map((one) => (
        <DoubtNote key={one.doubt} doubted={one} invoice={invoice} matters={matters} />
      ))}
    </div>
  );
}

function DoubtNote({ doubted: { doubt, reason }, invoice, matters }: { doubted: Doubted; invoice: Invoice; matters: boolean }) {
  const { t } = useTranslation("invoices");
  const { id, author, explains } = invoice;
  const open = reason === null && matters;
  const asks = open && explains?.doubts === true;
  return (
    <Note
      tone="amber"
      title={t(`doubt.${doubt}`)}
      actions={
        asks ? (
          <Explain
            invoice={invoice}
            title={t("action.answerDoubt")}
            send={(text, version) =>
              call(api.POST("/api/v1/invoices/{id}/doubts", { params: { path: { id } }, body: { doubt, reason: text, version } }))
            }
          />
        ) : undefined
      }
    >
      <div>{reason ?? t("doubt.unanswered")}</div>
      {open && !asks ? <div>{t("explainedBy", { name: author?.name ?? "" })}</div> : null}
    </Note>
  );
}
