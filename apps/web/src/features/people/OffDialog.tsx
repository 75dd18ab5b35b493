import { Modal } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { findPeople } from "../../lib/peopleSearch.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { toast } from "../../ui/action/toast.tsx";
import type { Entity } from "../../ui/input/EntityPicker.tsx";
import { PersonPicker } from "../../ui/input/PersonPicker.tsx";
import css from "./People.module.css";
import { holdingsQuery, type Held, type PersonCard } from "./peopleQueries.ts";

const WAYS = ["byRule", "byHand", "toSuccessor"] as const;

/** Closes somebody's access: says first what they hold, what becomes of each part, and asks who gets what no rule gives on. */
export function OffDialog({
  person: { id, name },
  onClose,
  onDone,
}: {
  person: PersonCard;
  onClose: () => void;
  onDone: (saved: PersonCard) => void;
}) {
  const { t } = useTranslation("people");
  const [successor, setSuccessor] = useState<Entity | null>(null);
  const held = useQuery(holdingsQuery(id));
  const off = useMutation({
    mutationFn: () => {
      const body = successor ? { successorId: successor.id } : {};
      return call(api.POST("/api/v1/people/{id}/deactivate", { params: { path: { id } }, body }));
    },
    onSuccess: (saved) => {
      onDone(saved);
      toast(t("deactivate.done", { name }));
      onClose();
    },
  });
  const items = held.data?.items ?? [];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("deactivate.title", { name })}
      size={480}
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      <div className={css["form"]}>
        <p>{t("confirmDeactivate", { name })}</p>
        {held.isSuccess && items.length === 0 ? <p>{t("holding.nothing")}</p> : null}
        {WAYS.map((way) => (
          <HeldList key={way} way={way} items={items.filter((one) => one.way === way)} />
        ))}
        {items.some(({ way }) => way === "toSuccessor") ? (
          <>
            <PersonPicker
              name="successorId"
              label={t("holding.successor")}
              value={successor}
              search={async (query, signal) => (await findPeople(query, signal)).filter((found) => found.id !== id)}
              onChange={setSuccessor}
            />
            <p className={css["hint"]}>{t("holding.successorHint")}</p>
          </>
        ) : null}
        <ErrorNotice error={held.error ?? off.error} />
      </div>
      <div className={css["buttons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="danger" busy={off.isPending} disabled={held.isPending} onClick={() => off.mutate()}>
          {t("deactivate.submit")}
        </Button>
      </div>
    </Modal>
  );
}

function HeldList({ way, items }: { way: Held["way"]; items: readonly Held[] }) {
  const { t } = useTranslation("people");
  if (items.length === 0) return null;
  return (
    <div>
      <p>{t(`holding.way.${way}`)}</p>
      <ul className={css["held"]}>
        {items.map(({ key, count }) => (
          <li key={key}>{t(`holding.${key}`, { count })}</li>
        ))}
      </ul>
    </div>
  );
}
