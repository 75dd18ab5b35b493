import { useTranslation } from "react-i18next";
import type { WebBlocker } from "../../../lib/errors.ts";
import type { BlockedBecause } from "../../../ui/action/ActionButton.tsx";
import { reasonOf } from "../../records/recordActions.ts";
import type { RequestView } from "../requestQueries.ts";

/** What those do who may change the card. */
const OF_THE_CARD = ["field", "link", "file", "checklist"];

/**
 * Blockers of a request in words, each with a way on that its reader can take; who may not change the card is told who may.
 *
 * @param edit opens the card at a field; absent where the reader may not change it
 */
export function useCures(
  request: RequestView,
  edit: ((field: string) => void) | undefined,
  meId: string,
): (blockers: readonly WebBlocker[]) => BlockedBecause[] {
  const { t } = useTranslation("record");
  const runs = request.assignee ?? request.author;
  const cureOf = (blocker: WebBlocker): BlockedBecause => {
    const told = reasonOf(blocker, t, (one) => onInvoice(one, request) ?? (edit ? onPage(one, request) : undefined));
    const { fix } = blocker;
    if (told.href || !fix || !OF_THE_CARD.includes(fix.kind)) return told;
    if (edit) return { ...told, cure: t(`ui:cure.${fix.kind}`), onCure: () => edit(fix.target) };
    return runs.id === meId ? told : { text: t("cureBy", { text: told.text, name: runs.name }) };
  };
  return (blockers) => blockers.map(cureOf);
}

/** Why it is no duplicate, or why its papers are right, is said on the invoice, beside what it looks like. */
function onInvoice({ code }: WebBlocker, { invoices: [registered] }: RequestView): string | undefined {
  const place = code.startsWith("duplicate_") ? "duplicates" : code.startsWith("doubt_") ? "doubts" : undefined;
  return registered && place ? `/invoices/${registered.id}#${place}` : undefined;
}

/** What has a place of its own on the page; a field has the dialog of the card. */
function onPage({ fix, code }: WebBlocker, { meaning }: RequestView): string | undefined {
  if (fix?.kind === "checklist") return `#checklist-${fix.target}`;
  if (code === "closing_document_missing") return "#links";
  if (fix?.kind !== "file") return undefined;
  return fix.target === meaning.invoice?.file ? `#file-${fix.target}` : "#files";
}
