import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../../lib/reference.ts";
import { meQuery } from "../../lib/session.ts";
import { Button } from "../../ui/action/Button.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import { RecordLayout } from "../../ui/RecordLayout.tsx";
import { Stepper } from "../../ui/value/Stepper.tsx";
import { ApprovalCard } from "../records/approval/ApprovalCard.tsx";
import { FilesCard } from "../records/files/FilesCard.tsx";
import { LinksCard } from "../records/LinksCard.tsx";
import { RecordStream } from "../records/stream/RecordStream.tsx";
import { kindIcon } from "../../lib/kinds.ts";
import { DocumentCardBody } from "./DocumentCardBody.tsx";
import { DocumentDialog } from "./DocumentDialog.tsx";
import { DocumentFacts } from "./DocumentFacts.tsx";
import { DocumentNext } from "./DocumentNext.tsx";
import { DocumentWhy } from "./DocumentWhy.tsx";
import { isOver, isRecalled, wayOf } from "./documentLife.ts";
import { documentConditions, documentLabels, documentQuery } from "./documentQueries.ts";

/** A document of the archive: the paper, its versions, until when it holds and what stands on it. */
export default function DocumentPage() {
  const { t } = useTranslation(["documents", "record"]);
  const { id = "" } = useParams({ strict: false });
  const { data: card } = useSuspenseQuery(documentQuery(id));
  const { data: me } = useSuspenseQuery(meQuery);
  const { reference } = useNames();
  const [editing, setEditing] = useState(false);
  const over = isOver(card.status);
  return (
    <>
      <PageHeader
        title={card.title}
        crumbs={[{ label: t("page.crumb"), to: "/documents" }, { label: card.number ?? card.docNumber }]}
        crumbsAside={
          card.may.edit ? (
            <Button small onClick={() => setEditing(true)}>
              {t("page.edit")}
            </Button>
          ) : undefined
        }
        amount={card.amountMinor ? <Money minor={card.amountMinor} currency={card.currency ?? "KZT"} /> : undefined}
      >
        <Stepper
          kind="document"
          steps={wayOf(card)}
          current={card.status}
          labels={isRecalled(card) ? { rework: t("page.recalled") } : {}}
          insteadOf={card.status === "rework" || card.status === "rejected" ? "approval" : "draft"}
        />
      </PageHeader>
      <RecordLayout
        strip={
          <>
            <DocumentWhy card={card} />
            <DocumentNext card={card} meId={me.person.id} />
          </>
        }
        facts={<DocumentFacts card={card} meId={me.person.id} />}
      >
        <DocumentCardBody card={card} />
        {card.approval?.steps?.length ? (
          <ApprovalCard
            approval={card.approval}
            next={card.explain?.next ?? []}
            conditions={documentConditions(card.kindCode, reference)}
            labels={documentLabels(t)}
            meId={me.person.id}
            sheet={`/documents/${card.id}/sheet`}
          />
        ) : null}
        <FilesCard recordId={card.id} mayChange={!over} except={["file"]} />
        <LinksCard
          recordId={card.id}
          mayLink={!over}
          self={{
            id: card.id,
            icon: kindIcon("document"),
            kind: card.number ?? t("record:kind.document"),
            title: card.title,
            state: t(`status:document.${card.status}`),
          }}
        />
        <RecordStream recordId={card.id} reader={me.person.name} />
      </RecordLayout>
      <DocumentDialog card={card} opened={editing} onClose={() => setEditing(false)} />
    </>
  );
}
