import { checkBinIin } from "@tartip/domain/requisites/bin";
import { fieldSentence } from "@tartip/i18n/web";
import { useTranslation } from "react-i18next";
import type { Counterparty } from "./counterpartyQueries.ts";

export const FORMS = ["too", "ao", "ip", "person", "state", "other", "foreign"] as const;
export const ROLES = ["supplier", "contractor", "landlord", "customer", "state", "other"] as const;

export interface CounterpartyForm {
  name: string;
  form: (typeof FORMS)[number];
  role: (typeof ROLES)[number];
  resident: boolean;
  bin: string | null;
  taxId: string | null;
  kbe: string | null;
  vatPayer: boolean;
  defaultCostItemId: string | null;
  phone: string | null;
  email: string | null;
}

export const emptyForm: CounterpartyForm = {
  name: "",
  form: "too",
  role: "supplier",
  resident: true,
  bin: null,
  taxId: null,
  kbe: null,
  vatPayer: false,
  defaultCostItemId: null,
  phone: null,
  email: null,
};

/** The card as the form edits it. */
export function formOf(card: Counterparty): CounterpartyForm {
  return {
    name: card.name,
    form: card.form ?? "too",
    role: ROLES.find((role) => role === card.role) ?? "supplier",
    resident: card.resident ?? true,
    bin: card.bin ?? null,
    taxId: card.taxId ?? null,
    kbe: card.kbe ?? null,
    vatPayer: card.vatPayer ?? false,
    defaultCostItemId: card.defaultCostItemId ?? null,
    phone: card.phone ?? null,
    email: card.email ?? null,
  };
}

/** The check of the BIN while it is typed: silent until all twelve digits stand. */
export function useBinCheck({ bin, resident }: CounterpartyForm): { ok: boolean; error?: string } {
  const { t } = useTranslation("counterparties");
  const digits = bin?.replace(/\s/g, "") ?? "";
  if (!resident || digits.length < 12) return { ok: false };
  const checked = checkBinIin(digits);
  if (checked.ok) return { ok: true };
  return { ok: false, error: fieldSentence({ field: "bin", ...checked }, t) };
}
