import type { Schema } from "@tartip/api-client";
import { api, call } from "../../../lib/api.ts";
import { dayText } from "../../../lib/dates.ts";
import type { Entity } from "../../../ui/input/EntityPicker.tsx";

const FOUND = 20;

/** A counterparty as a choice; what else a form needs of it comes along. */
export interface CounterpartyChoice extends Entity {
  bin?: string | null | undefined;
  defaultCostItemId?: string | null | undefined;
}

/** Counterparties by part of the name or the beginning of the BIN. */
export async function searchCounterparties(q: string, signal: AbortSignal): Promise<CounterpartyChoice[]> {
  const query = { q: q.trim(), limit: FOUND, status: "active" as const };
  const { items } = await call(api.GET("/api/v1/counterparties", { params: { query }, signal }));
  return items.map(counterpartyChoice);
}

/** Name, and BIN in the note where the reader may see it. */
export function counterpartyChoice(
  one: Pick<Schema<"CounterpartyListed">, "id" | "name" | "bin" | "defaultCostItemId">,
): CounterpartyChoice {
  return {
    id: one.id,
    label: one.name,
    note: one.bin ?? undefined,
    bin: one.bin,
    defaultCostItemId: one.defaultCostItemId,
  };
}

/** A document that can justify a payment; its kind fills the field beside it. */
export interface BasisChoice extends Entity {
  kindCode: string;
  hasFile: boolean;
}

/** The supplier's documents that can be a basis: the author of a payment may name one, opened or not. */
export async function searchBasis(counterpartyId: string, q: string, signal?: AbortSignal): Promise<BasisChoice[]> {
  if (!counterpartyId) return [];
  const query = { counterpartyId, q: q.trim() };
  const { items } = await call(api.GET("/api/v1/requests/basis-options", { params: { query }, ...(signal ? { signal } : {}) }));
  return items.map((one) => ({
    id: one.id,
    label: one.title,
    note: one.docDate ? dayText(one.docDate) : undefined,
    kindCode: one.kindCode,
    hasFile: one.hasFile,
  }));
}
