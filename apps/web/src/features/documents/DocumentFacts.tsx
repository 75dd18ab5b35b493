import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { dayText } from "../../lib/dates.ts";
import { useNames } from "../../lib/reference.ts";
import { FactsGroup, FactsList } from "../../ui/value/FactsList.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { PersonName } from "../../ui/value/PersonName.tsx";
import { Watchers } from "../records/Watchers.tsx";
import css from "./Documents.module.css";
import type { DocumentCard } from "./documentQueries.ts";
import { isEntered, isOver } from "./documentLife.ts";
import { ValidityText } from "../records/ValidityText.tsx";

/** Whether a payment may rest on it: once it counts, never when it ended without. */
function basisWords({ isBasis, counts, status }: DocumentCard): "page.basis" | "page.basisLater" | "page.notBasis" {
  if (isBasis && counts) return "page.basis";
  return isBasis && !isOver(status) ? "page.basisLater" : "page.notBasis";
}

/** Right column of a document. */
export function DocumentFacts({ card, meId }: { card: DocumentCard; meId: string }) {
  const { t } = useTranslation("documents");
  const names = useNames();
  const { counterparty } = card;
  return (
    <>
      <FactsGroup title={t("new.essence")}>
        <FactsList
          facts={[
            { label: t("page.field.kind"), value: names.documentKind(card.kindCode), waiting: names.waiting },
            { label: t("page.field.docNumber"), value: card.docNumber },
            { label: t("page.field.docDate"), value: card.docDate ? dayText(card.docDate) : null },
            {
              label: t("page.field.counterparty"),
              value: counterparty ? (
                <Link to="/counterparties/$id" params={{ id: counterparty.id }}>
                  {counterparty.name}
                </Link>
              ) : null,
            },
            { label: t("page.field.subject"), value: card.subject },
            ...(card.amountMinor === undefined
              ? []
              : [{ label: t("page.field.amount"), value: <Money minor={card.amountMinor} currency={card.currency ?? "KZT"} /> }]),
          ]}
        />
        <p className={css["under"]}>{t(basisWords(card))}</p>
        {isEntered(card) ? <p className={css["under"]}>{t("page.entered")}</p> : null}
      </FactsGroup>
      {card.validFrom || card.validTo ? (
        <FactsGroup title={t("page.validity")}>
          <FactsList
            facts={[
              { label: t("page.field.validFrom"), value: card.validFrom ? dayText(card.validFrom) : null },
              { label: t("page.term"), value: <ValidityText row={card} /> },
            ]}
          />
        </FactsGroup>
      ) : null}
      <FactsGroup title={t("page.people")}>
        <FactsList
          facts={[
            { label: t("page.field.author"), value: <PersonName name={card.author.name} /> },
            { label: t("page.field.watchers"), value: <Watchers recordId={card.id} meId={meId} /> },
          ]}
        />
      </FactsGroup>
      <FactsGroup title={t("page.place")}>
        <FactsList
          facts={[
            { label: t("page.field.branch"), value: names.branch(card.branchId), waiting: names.waiting },
            { label: t("page.field.project"), value: names.project(card.projectId), waiting: names.waiting },
            { label: t("page.field.number"), value: card.number },
          ]}
        />
      </FactsGroup>
    </>
  );
}
