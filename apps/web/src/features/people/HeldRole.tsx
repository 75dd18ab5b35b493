import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { now } from "../../lib/clock.ts";
import { shortDayText } from "../../lib/dates.ts";
import { errorSentence } from "../../lib/errors.ts";
import { useNames } from "../../lib/reference.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ConfirmSummary } from "../../ui/action/ConfirmSummary.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { errorToast, toast } from "../../ui/action/toast.tsx";
import css from "./People.module.css";
import { personQuery } from "./peopleQueries.ts";
import type { PersonCard } from "./peopleQueries.ts";
import { useRoleName } from "./useRoleName.ts";

export type Held = NonNullable<PersonCard["roles"]>[number];

/** A role held: taken away at once and given back by the toast; a guarded one, which would wait again, is asked about. */
export function HeldRole({ person, held }: { person: PersonCard; held: Held }) {
  const { t, i18n } = useTranslation("people");
  const names = useNames();
  const role = useRoleName()(held.code);
  const [asking, setAsking] = useState(false);
  const revoke = useRevoke(person.id, () => setAsking(false));
  const place = held.branchId ? t("roles.limited", { branch: names.branch(held.branchId) }) : t("grant.anywhere");
  return (
    <li>
      <span className={css["lines"]}>
        <span>{role}</span>
        <span className={css["note"]}>
          {place} · {t("grant.since", { date: shortDayText(held.grantedAt, i18n.language, now()) })}
        </span>
      </span>
      {person.may.roles ? (
        <Button
          small
          kind="quiet"
          busy={revoke.isPending}
          onClick={() => (held.guarded ? setAsking(true) : revoke.mutate({ held, role, back: true }))}
        >
          {t("action.revokeRole")}
        </Button>
      ) : null}
      <ConfirmSummary
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("grant.revokeTitle", { name: person.name })}
        facts={[
          { label: t("grant.role"), value: role },
          { label: t("grant.where"), value: place },
        ]}
        note={t("grant.revokeNote")}
        confirmLabel={t("action.revokeRole")}
        busy={revoke.isPending}
        onConfirm={() => revoke.mutate({ held, role, back: false })}
        error={<ErrorNotice error={asking ? revoke.error : null} />}
      />
    </li>
  );
}

interface Taken {
  held: Held;
  role: string;
  /** Whether the toast offers to give it back. */
  back: boolean;
}

function useRevoke(id: string, onDone: () => void) {
  const { t } = useTranslation("people");
  const cache = useQueryClient();
  const { queryKey } = personQuery(id);
  const fail = (error: unknown) => errorToast(errorSentence(error, t), t("ui:close"));
  function giveBack({ code, branchId }: Held) {
    call(api.POST("/api/v1/people/{id}/roles", { params: { path: { id } }, body: { roleCode: code, branchId } }))
      .catch(fail)
      .finally(() => void cache.invalidateQueries({ queryKey }));
  }
  return useMutation({
    mutationFn: ({ held }: Taken) =>
      call(api.DELETE("/api/v1/people/{id}/roles/{heldId}", { params: { path: { id, heldId: held.id } } })),
    onSuccess: (saved, { held, role, back }) => {
      cache.setQueryData(queryKey, saved);
      toast(t("grant.revoked", { role }), back ? { undoLabel: t("ui:undo"), onUndo: () => giveBack(held) } : {});
      onDone();
    },
    onError: (error, { back }) => (back ? fail(error) : undefined),
  });
}
