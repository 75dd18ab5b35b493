import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorSentence } from "../../lib/errors.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ReasonDialog } from "../../ui/action/ReasonDialog.tsx";
import { toast } from "../../ui/action/toast.tsx";
import { useMove } from "../records/useMove.ts";
import type { Invoice } from "./invoiceQueries.ts";

/** States in which the reason still matters. */
export const BEFORE_DECISION = ["received", "approval", "rework"];

interface Props {
  invoice: Invoice;
  title: string;
  send: (reason: string, version: number) => Promise<unknown>;
}

/** Asks for the reason why something that looks wrong about an invoice is right. */
export function Explain({ invoice, title, send }: Props) {
  const { t } = useTranslation("invoices");
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const refetch = () => cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes(invoice.id) });
  const move = useMove<string, unknown>({
    card: invoice,
    send,
    onSaved: () => {
      setAsking(false);
      toast(t("ui:saved"));
      void cache.invalidateQueries();
    },
    refetch,
  });
  function close() {
    setAsking(false);
    move.reset();
  }
  return (
    <>
      <Button small onClick={() => setAsking(true)}>
        {title}
      </Button>
      <ReasonDialog
        opened={asking}
        onClose={close}
        title={title}
        label={t("page.reason")}
        confirmLabel={t("ui:save")}
        busy={move.moving}
        error={move.error ? errorSentence(move.error, t) : undefined}
        onConfirm={(reason) => move.move(reason)}
      />
    </>
  );
}
