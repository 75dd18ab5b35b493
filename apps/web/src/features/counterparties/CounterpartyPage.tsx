import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { errorSentence } from "../../lib/errors.ts";
import { meQuery } from "../../lib/session.ts";
import { Button } from "../../ui/action/Button.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import { Note } from "../../ui/action/Note.tsx";
import { RecordLayout } from "../../ui/RecordLayout.tsx";
import { ReasonDialog } from "../../ui/action/ReasonDialog.tsx";
import { toast } from "../../ui/action/toast.tsx";
import { FilesCard } from "../records/files/FilesCard.tsx";
import { RecordStream } from "../records/stream/RecordStream.tsx";
import { AccountsCard } from "./AccountsCard.tsx";
import { CounterpartyDialog } from "./CounterpartyDialog.tsx";
import { CounterpartyFacts } from "./CounterpartyFacts.tsx";
import { counterpartyQuery } from "./counterpartyQueries.ts";
import type { Counterparty } from "./counterpartyQueries.ts";
import { RelatedDocuments, RelatedInvoices } from "./RelatedRecords.tsx";

/** A counterparty: requisites, accounts with their confirmation, its invoices and documents. */
export default function CounterpartyPage() {
  const { t } = useTranslation("counterparties");
  const { id = "" } = useParams({ strict: false });
  const { data: card } = useSuspenseQuery(counterpartyQuery(id));
  const { data: me } = useSuspenseQuery(meQuery);
  const [editing, setEditing] = useState(false);
  const whole = card.form !== undefined;
  const sees = (permissions: string[]) => permissions.some((name) => me.permissions.includes(name));
  return (
    <>
      <PageHeader
        title={card.name}
        count={card.status === "archived" ? t("status.archived") : undefined}
        crumbs={[{ label: t("list.title"), to: "/counterparties" }, { label: card.number ?? card.name }]}
        actions={
          <>
            {card.may.edit ? <Button onClick={() => setEditing(true)}>{t("card.edit")}</Button> : null}
            <StandingActions card={card} />
          </>
        }
      />
      <RecordLayout facts={whole ? <CounterpartyFacts card={card} /> : undefined}>
        {whole ? <AccountsCard card={card} /> : <Note>{t("card.limited")}</Note>}
        {sees(["invoice.read", "payment.read"]) ? <RelatedInvoices id={card.id} /> : null}
        {sees(["document.read"]) ? <RelatedDocuments id={card.id} /> : null}
        {whole ? <FilesCard recordId={card.id} mayChange={card.may.edit} /> : null}
        {whole ? <RecordStream recordId={card.id} reader={me.person.name} /> : null}
      </RecordLayout>
      <CounterpartyDialog card={card} opened={editing} onClose={() => setEditing(false)} />
    </>
  );
}

/** Into the archive and back, as far as the server allows it. */
function StandingActions({ card }: { card: Counterparty }) {
  const { t } = useTranslation("counterparties");
  const cache = useQueryClient();
  const [asking, setAsking] = useState<"archive" | "restore">();
  const act = useMutation({
    mutationFn: ({ action, reason }: { action: "archive" | "restore"; reason?: string }) =>
      call(
        api.POST("/api/v1/counterparties/{id}/transitions", {
          params: { path: { id: card.id } },
          body: { action, version: card.version ?? 0, ...(reason ? { reason } : {}) },
        }),
      ),
    onSuccess: (saved) => {
      cache.setQueryData(counterpartyQuery(card.id).queryKey, saved);
      void cache.invalidateQueries({ queryKey: ["list"] });
      setAsking(undefined);
      toast(t("card.saved"));
    },
  });
  const allowed = (["archive", "restore"] as const).flatMap((name) =>
    card.actions.filter((one) => one.action === name && one.allowed).map(() => name),
  );
  function close() {
    setAsking(undefined);
    act.reset();
  }
  return (
    <>
      {allowed.map((name) => (
        <Button key={name} busy={act.isPending} onClick={() => setAsking(name)}>
          {t(`card.${name}`)}
        </Button>
      ))}
      <ReasonDialog
        opened={asking !== undefined}
        onClose={close}
        title={asking ? t(`card.${asking}`) : ""}
        label={t("card.reason")}
        required={card.actions.find((one) => one.action === asking)?.needsReason ?? false}
        confirmLabel={asking ? t(`card.${asking}`) : ""}
        busy={act.isPending}
        error={act.error ? errorSentence(act.error, t) : undefined}
        onConfirm={(reason) => asking && act.mutate({ action: asking, reason })}
      />
    </>
  );
}
