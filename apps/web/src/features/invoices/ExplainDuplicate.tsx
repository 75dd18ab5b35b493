import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { errorSentence } from "../../lib/errors.ts";
import { meQuery } from "../../lib/session.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ReasonDialog } from "../../ui/action/ReasonDialog.tsx";
import { toast } from "../../ui/action/toast.tsx";
import { useMove } from "../records/useMove.ts";
import type { Invoice } from "./invoiceQueries.ts";

/** States in which the reason still matters. */
const BEFORE_DECISION = ["received", "approval", "rework"];

/** Says why an invoice that looks like another is none; a certain duplicate is let pass by a person who grants an excess. */
export function ExplainDuplicate({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation("invoices");
  const cache = useQueryClient();
  const { data: me } = useSuspenseQuery(meQuery);
  const [asking, setAsking] = useState(false);
  const { id, duplicates, status } = invoice;
  const refetch = () => cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes(id) });
  const move = useMove<string, unknown>({
    card: invoice,
    send: (reason, version) =>
      call(api.POST("/api/v1/invoices/{id}/duplicate-reason", { params: { path: { id } }, body: { reason, version } })),
    onSaved: () => {
      setAsking(false);
      toast(t("ui:saved"));
      void cache.invalidateQueries();
    },
    refetch,
  });
  const certain = duplicates.some((one) => one.level === "certain");
  const runs = invoice.author?.id === me.person.id || me.permissions.includes("invoice.manage");
  const may = me.permissions.includes("overLimit.grant") || (!certain && runs);
  const blocking = certain || duplicates.some((one) => one.level === "likely");
  if (!may || !blocking || !BEFORE_DECISION.includes(status)) return null;
  function close() {
    setAsking(false);
    move.reset();
  }
  return (
    <>
      <Button small onClick={() => setAsking(true)}>
        {t("action.explainDuplicate")}
      </Button>
      <ReasonDialog
        opened={asking}
        onClose={close}
        title={t("action.explainDuplicate")}
        label={t("page.reason")}
        confirmLabel={t("ui:save")}
        busy={move.moving}
        error={move.error ? errorSentence(move.error, t) : undefined}
        onConfirm={(reason) => move.move(reason)}
      />
    </>
  );
}
