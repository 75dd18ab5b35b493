import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { lazy, Suspense, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../lib/api.ts";
import { now } from "../../../lib/clock.ts";
import { shortDayText } from "../../../lib/dates.ts";
import { moneyText } from "../../../lib/money.ts";
import { useNames } from "../../../lib/reference.ts";
import { Button } from "../../../ui/action/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { ConfirmSummary } from "../../../ui/action/ConfirmSummary.tsx";
import { ErrorNotice } from "../../../ui/action/ErrorNotice.tsx";
import { PersonName } from "../../../ui/value/PersonName.tsx";
import { toast } from "../../../ui/action/toast.tsx";
import { typeNames } from "../../records/typeLook.ts";
import css from "../People.module.css";
import { substitutionsQuery } from "../peopleQueries.ts";
import type { Substitution } from "../peopleQueries.ts";
import { ConfirmDays, WordNote } from "./SecondWord.tsx";
import { SourceLink } from "./SourceLink.tsx";

const SubstitutionDialog = lazy(() =>
  import("./SubstitutionDialog.tsx").then((module) => ({ default: module.SubstitutionDialog })),
);

/** Who acts for me and for whom I act, within which limits; ended by me, declined by the substitute. */
export function Substitutions({ personId }: { personId: string }) {
  const { data: all = [] } = useQuery(substitutionsQuery(personId));
  const [adding, setAdding] = useState(false);
  const [asked, ask] = useState<{ substitution: Substitution; how: Ending }>();
  const end = useEnd(() => ask(undefined));
  const mine = all.filter((one) => one.principalId === personId);
  const others = all.filter((one) => one.substituteId === personId);
  const line = (one: Substitution) => (
    <Line
      key={one.id}
      substitution={one}
      name={one.principalId === personId ? one.substituteName : one.principalName}
      onEnd={(how) => {
        end.reset();
        ask({ substitution: one, how });
      }}
    />
  );
  return (
    <>
      <MineCard isEmpty={mine.length === 0} onAdd={() => setAdding(true)}>
        {mine.map(line)}
      </MineCard>
      {others.length > 0 ? <OthersCard>{others.map(line)}</OthersCard> : null}
      {asked ? (
        <EndDialog
          {...asked}
          busy={end.isPending}
          error={end.error}
          onClose={() => ask(undefined)}
          onConfirm={() => end.mutate({ id: asked.substitution.id, how: asked.how })}
        />
      ) : null}
      <Suspense>{adding ? <SubstitutionDialog onClose={() => setAdding(false)} /> : null}</Suspense>
    </>
  );
}

interface MineProps {
  isEmpty: boolean;
  onAdd: () => void;
  children: ReactNode;
}

/** Who acts for me. */
function MineCard({ isEmpty, onAdd, children }: MineProps) {
  const { t } = useTranslation("people");
  return (
    <Card
      id="substitutions"
      title={t("substitution.mine")}
      flush
      actions={
        <Button small kind={isEmpty ? "primary" : "plain"} onClick={onAdd}>
          {t("substitution.add")}
        </Button>
      }
    >
      {isEmpty ? <p className={css["empty"]}>{t("substitution.none")}</p> : null}
      <ul role="list" className={css["rows"]}>
        {children}
      </ul>
    </Card>
  );
}

/** Whom I act for. */
function OthersCard({ children }: { children: ReactNode }) {
  const { t } = useTranslation("people");
  return (
    <Card title={t("substitution.others")} flush>
      <ul role="list" className={css["rows"]}>
        {children}
      </ul>
    </Card>
  );
}

type Ending = "cancel" | "decline";

function useEnd(onDone: () => void) {
  const { t } = useTranslation("people");
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, how }: { id: string; how: Ending }) =>
      how === "cancel"
        ? call(api.POST("/api/v1/substitutions/{id}/cancel", { params: { path: { id } } }))
        : call(api.POST("/api/v1/substitutions/{id}/decline", { params: { path: { id } } })),
    onSuccess: (_answer, { how }) => {
      toast(t(how === "cancel" ? "substitution.cancelled" : "substitution.declinedDone"));
      onDone();
    },
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: ["substitutions"] });
      void cache.invalidateQueries({ queryKey: ["me"] });
    },
  });
}

interface EndProps {
  substitution: Substitution;
  how: Ending;
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onConfirm: () => void;
}

/** The other of the two is told at once, and their work moves: what is meant is shown before. */
function EndDialog({ substitution, how, busy, error, onClose, onConfirm }: EndProps) {
  const { t, i18n } = useTranslation("people");
  const { principalName, substituteName, fromDate, toDate } = substitution;
  const day = (value: string) => shortDayText(value, i18n.language, now());
  return (
    <ConfirmSummary
      opened
      onClose={onClose}
      title={t(`substitution.${how}Title`)}
      facts={[
        { label: t("substitution.principal"), value: principalName },
        { label: t("substitution.substitute"), value: substituteName },
        { label: t("substitution.days"), value: t("substitution.until", { from: day(fromDate), to: day(toDate) }) },
      ]}
      note={t(`substitution.${how}Note`)}
      confirmLabel={t(`substitution.${how}Title`)}
      busy={busy}
      onConfirm={onConfirm}
      error={<ErrorNotice error={error} />}
    />
  );
}

interface LineProps {
  substitution: Substitution;
  name: string;
  onEnd: (how: Ending) => void;
}

function Line({ substitution, name, onEnd }: LineProps) {
  const { t, i18n } = useTranslation("people");
  const names = useNames();
  const types = typeNames(names.reference, i18n.language);
  const { fromDate, toDate, declined, mayCancel, mayDecline, reason, request } = substitution;
  const day = (value: string) => shortDayText(value, i18n.language, now());
  const limits = limitsText(substitution, (code) => types.find((type) => type.code === code)?.label ?? code, t);
  return (
    <li>
      <span className={css["lines"]}>
        <span className={css["titled"]}>
          <PersonName name={name} size={24} />
          {stateText(substitution, t) ? <span className={css["mark"]}>{stateText(substitution, t)}</span> : null}
        </span>
        <span>{t("substitution.until", { from: day(fromDate), to: day(toDate) })}</span>
        <span className={css["note"]}>
          {[limits, reason].filter(Boolean).join(" · ")}
          {request ? " · " : null}
          {request ? <SourceLink request={request} /> : null}
        </span>
        <WordNote days={substitution} />
      </span>
      <span className={css["acts"]}>
        <ConfirmDays days={substitution} what="substitutions" />
        {mayDecline && !declined ? (
          <Button small onClick={() => onEnd("decline")}>
            {t("substitution.decline")}
          </Button>
        ) : null}
        {mayCancel ? (
          <Button small kind="quiet" onClick={() => onEnd("cancel")}>
            {t("substitution.cancel")}
          </Button>
        ) : null}
      </span>
    </li>
  );
}

function stateText({ declined, inForce, awaitsWord }: Substitution, t: TFunction): string {
  if (awaitsWord) return t("people:word.waits");
  if (declined) return t("people:substitution.declined");
  return inForce ? t("people:substitution.inForce") : t("people:substitution.planned");
}

function limitsText({ kinds, maxAmountMinor, restricted }: Substitution, nameOf: (code: string) => string, t: TFunction): string {
  return [
    kinds.length > 0 ? kinds.map(nameOf).join(", ") : t("people:substitution.all"),
    maxAmountMinor === null ? null : t("people:substitution.limit", { amount: moneyText(maxAmountMinor, "KZT", true) }),
    restricted ? t("people:substitution.restrictedYes") : t("people:substitution.restrictedNo"),
  ]
    .filter(Boolean)
    .join(" · ");
}
