import type { TFunction } from "i18next";
import { api, call } from "../../../lib/api.ts";
import type { Entity } from "../../../ui/input/EntityPicker.tsx";

/** Whom the reader may name at a step where nobody may act, for `PersonPicker`: the server lists them all. */
export function findNameable(stepId: string, t: TFunction) {
  return async (query: string, signal: AbortSignal): Promise<Entity[]> => {
    const { items } = await call(api.GET("/api/v1/approval-steps/{id}/nameable", { params: { path: { id: stepId } }, signal }));
    const typed = query.trim().toLocaleLowerCase();
    return items
      .filter(({ name }) => name.toLocaleLowerCase().includes(typed))
      .map(({ id, name, position, absent }) => {
        const note = [position, absent ? t("naming.absent", { ns: "record" }) : null].filter(Boolean).join(" · ");
        return { id, label: name, ...(note ? { note } : {}) };
      });
  };
}
