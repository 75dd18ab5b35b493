import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { useNames } from "../../lib/reference.ts";
import { EntityPicker } from "../../ui/input/EntityPicker.tsx";
import type { Entity } from "../../ui/input/EntityPicker.tsx";

interface Props {
  kindCode: string | null;
  counterpartyId: string | undefined;
  value: Entity | null;
  /** Told with whom the contract was made, where it says so. */
  onChange: (contract: Entity | null, counterparty: Entity | null) => void;
}

/** Whether documents of this kind belong to a contract: an act, an addendum. */
export function useBelongsToContract(kindCode: string | null): boolean {
  const { reference } = useNames();
  const required = reference?.documentKinds.find((kind) => kind.code === kindCode)?.required ?? [];
  return required.includes("contract") || required.includes("parent");
}

/** The contract that a new document belongs to: the two are linked as soon as the card is there. */
export function ContractField({ kindCode, counterpartyId, value, onChange }: Props) {
  const { t } = useTranslation("documents");
  const belongs = useBelongsToContract(kindCode);
  const parties = useRef(new Map<string, Entity>());
  async function search(q: string, signal: AbortSignal): Promise<Entity[]> {
    const query = { kindCode: "contract", q: q.trim(), limit: 20, ...(counterpartyId ? { counterpartyId } : {}) };
    const { items } = await call(api.GET("/api/v1/documents", { params: { query }, signal }));
    for (const { id, counterparty } of items)
      if (counterparty) parties.current.set(id, { id: counterparty.id, label: counterparty.name });
    return items.map(({ id, title, counterparty }) => ({ id, label: title, note: counterparty?.name }));
  }
  if (!belongs) return null;
  return (
    <EntityPicker
      name="contract"
      label={t("page.field.contract")}
      help={t("page.field.contractHelp")}
      value={value}
      onChange={(contract) => onChange(contract, parties.current.get(contract?.id ?? "") ?? null)}
      search={search}
    />
  );
}
