import { textAt } from "@tartip/domain/requests/meaning";
import { useTranslation } from "react-i18next";
import type { ChainItem } from "../../../ui/value/ChainCard.tsx";
import { bareNumber } from "../../records/bareNumber.ts";
import { kindIcon, recordAddress } from "../../../lib/kinds.ts";
import { statusOf } from "../requestQueries.ts";
import type { RequestView } from "../requestQueries.ts";

/** The request in its chain, and what belongs to it without a link of its own: invoices and the basis. */
export function useChain(request: RequestView): { self: ChainItem; after: ChainItem[] } {
  const { t } = useTranslation("record");
  const basisId = textAt(request.values, request.meaning.basis?.document);
  const basis = request.names.documents.find((one) => one.opens && one.id === basisId);
  const self = {
    id: request.id,
    icon: kindIcon("request"),
    kind: request.number ?? t("kind.request"),
    title: t("links.self"),
    state: t(`status:request.${statusOf(request)}`),
  };
  const invoices = request.invoices.map(({ id, number, status }) => ({
    id,
    icon: kindIcon("invoice"),
    kind: t("kind.invoice"),
    title: `№ ${bareNumber(number)}`,
    state: t(`status:invoice.${status}`),
    to: recordAddress("invoice", id),
  }));
  const document = basis
    ? [
        {
          id: basis.id,
          icon: kindIcon("document"),
          kind: t("kind.document"),
          title: basis.name,
          state: t("links.kind.basis"),
          to: recordAddress("document", basis.id),
        },
      ]
    : [];
  return { self, after: [...invoices, ...document] };
}
