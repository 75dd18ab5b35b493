import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { meQuery } from "../../lib/session.ts";
import { Button } from "../../ui/Button.tsx";
import { Money } from "../../ui/Money.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { RecordLayout } from "../../ui/RecordLayout.tsx";
import { Stepper } from "../../ui/Stepper.tsx";
import { FilesCard } from "../records/FilesCard.tsx";
import { LinksCard } from "../records/LinksCard.tsx";
import { RecordStream } from "../records/RecordStream.tsx";
import { kindIcon } from "../records/recordKinds.ts";
import { DocumentCardBody } from "./DocumentCardBody.tsx";
import { DocumentDialog } from "./DocumentDialog.tsx";
import { DocumentFacts } from "./DocumentFacts.tsx";
import { DocumentNext } from "./DocumentNext.tsx";
import { documentQuery } from "./documentQueries.ts";

/** A document of the archive: the paper, its versions, until when it holds and what stands on it. */
export default function DocumentPage() {
  const { t } = useTranslation(["documents", "record"]);
  const { id = "" } = useParams({ strict: false });
  const { data: card } = useSuspenseQuery(documentQuery(id));
  const { data: me } = useSuspenseQuery(meQuery);
  const [editing, setEditing] = useState(false);
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
          steps={["draft", "approval", "signed", "expired"]}
          current={card.status}
          insteadOf={card.status === "rework" ? "approval" : "draft"}
        />
      </PageHeader>
      <RecordLayout strip={<DocumentNext card={card} />} facts={<DocumentFacts card={card} meId={me.person.id} />}>
        <DocumentCardBody card={card} />
        <FilesCard recordId={card.id} mayChange={card.status !== "expired"} except={["file"]} />
        <LinksCard
          recordId={card.id}
          mayLink={card.status !== "expired"}
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
