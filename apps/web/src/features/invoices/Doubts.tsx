import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { meQuery } from "../../lib/session.ts";
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
  const { data: me } = useSuspenseQuery(meQuery);
  const { id, author } = invoice;
  const may = author?.id === me.person.id || ["invoice.manage", "overLimit.grant"].some((one) => me.permissions.includes(one));
  const asks = reason === null && may && matters;
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
    </Note>
  );
}
