import { useTranslation } from "react-i18next";
import { useNames } from "../../lib/reference.ts";
import { FactsGroup, FactsList } from "../../ui/value/FactsList.tsx";
import { CheckedMark } from "../../ui/value/CheckedMark.tsx";
import type { Counterparty } from "./counterpartyQueries.ts";

/** Right column of a counterparty: requisites and contacts. */
export function CounterpartyFacts({ card }: { card: Counterparty }) {
  const { t } = useTranslation("counterparties");
  const names = useNames();
  return (
    <>
      <FactsGroup title={t("card.facts")}>
        <FactsList
          facts={[
            ...(card.resident === false
              ? [{ label: t("dialog.taxId"), value: card.taxId }]
              : [{ label: t("list.bin"), value: card.bin ? <CheckedMark ok={t("card.binOk")}>{card.bin}</CheckedMark> : null }]),
            { label: t("list.form"), value: card.form ? t(`form.${card.form}`) : null },
            { label: t("list.role"), value: card.role ? t(`role.${card.role}`) : null },
            { label: t("dialog.kbe"), value: card.kbe },
            { label: t("dialog.resident"), value: t(card.resident ? "ui:yes" : "ui:no") },
            { label: t("list.vat"), value: t(card.vatPayer ? "list.vatYes" : "list.vatNo") },
            { label: t("list.costItem"), value: names.costItem(card.defaultCostItemId), waiting: names.waiting },
          ]}
        />
      </FactsGroup>
      <FactsGroup title={t("card.contacts")}>
        <FactsList
          facts={[
            { label: t("dialog.phone"), value: card.phone ? <a href={`tel:${card.phone}`}>{card.phone}</a> : null },
            { label: t("dialog.email"), value: card.email ? <a href={`mailto:${card.email}`}>{card.email}</a> : null },
          ]}
        />
      </FactsGroup>
    </>
  );
}
