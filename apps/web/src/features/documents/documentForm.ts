import type { Entity } from "../../ui/input/EntityPicker.tsx";
import type { DocumentCard } from "./documentQueries.ts";

/** A document's card as it is typed. */
export interface DocumentForm {
  kindCode: string | null;
  docNumber: string;
  docDate: string | null;
  counterparty: Entity | null;
  subject: string;
  validFrom: string | null;
  validTo: string | null;
  amountMinor: number | null;
  currency: string;
  branchId: string | null;
  projectId: string | null;
}

export const emptyForm: DocumentForm = {
  kindCode: null,
  docNumber: "",
  docDate: null,
  counterparty: null,
  subject: "",
  validFrom: null,
  validTo: null,
  amountMinor: null,
  currency: "KZT",
  branchId: null,
  projectId: null,
};

export function formOf(card: DocumentCard): DocumentForm {
  return {
    kindCode: card.kindCode,
    docNumber: card.docNumber,
    docDate: card.docDate,
    counterparty: card.counterparty ? { id: card.counterparty.id, label: card.counterparty.name } : null,
    subject: card.subject,
    validFrom: card.validFrom,
    validTo: card.validTo,
    amountMinor: card.amountMinor ?? null,
    currency: card.currency ?? "KZT",
    branchId: card.branchId,
    projectId: card.projectId,
  };
}

/** What was changed, as the server takes it: fields that stayed are left to whom they belong. An amount goes with its currency. */
export function patchOf(form: DocumentForm, { counterparty, ...changed }: Partial<DocumentForm>) {
  const names = new Set(Object.keys(changed));
  if (counterparty !== undefined) names.add("counterpartyId");
  if (names.has("amountMinor") || names.has("currency")) names.add("amountMinor").add("currency");
  const body = Object.fromEntries(Object.entries(bodyOf(form)).filter(([name]) => names.has(name)));
  return { ...body, ...(names.has("kindCode") && form.kindCode ? { kindCode: form.kindCode } : {}) };
}

/** The body the server takes; the kind apart, because a new card must have one. */
export function bodyOf({ kindCode: _kind, counterparty, docNumber, subject, amountMinor, currency, ...rest }: DocumentForm) {
  return {
    ...rest,
    docNumber: docNumber.trim(),
    subject: subject.trim(),
    counterpartyId: counterparty?.id ?? null,
    amountMinor,
    currency: amountMinor === null ? null : currency,
  };
}
