import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../lib/api.ts";
import { now } from "../../../lib/clock.ts";
import { shortDayText } from "../../../lib/dates.ts";
import { errorSentence } from "../../../lib/errors.ts";
import { Button } from "../../../ui/action/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { errorToast, toast } from "../../../ui/action/toast.tsx";
import css from "../People.module.css";
import { absencesQuery, substitutionsQuery } from "../peopleQueries.ts";
import type { Absence } from "../peopleQueries.ts";
import type { WaitingDays } from "./useWaitingDays.ts";

type Days = Pick<Absence, "id" | "awaitsWord" | "awaitedNames" | "mayConfirm">;
type What = "absences" | "substitutions";

/** Days that another arranged: whose word they wait for. */
export function WordNote({ days: { awaitsWord, awaitedNames } }: { days: Days }) {
  const { t } = useTranslation("people");
  if (!awaitsWord) return null;
  return <span className={css["note"]}>{t("word.awaits", { names: awaitedNames.join(", ") })}</span>;
}

/** The reader's own word on days that another arranged. */
export function ConfirmDays({ days: { id, mayConfirm }, what }: { days: Days; what: What }) {
  const { t } = useTranslation("people");
  const act = useWord(what, id, "confirm");
  if (!mayConfirm) return null;
  return (
    <Button small kind="primary" busy={act.isPending} onClick={() => act.mutate()}>
      {t("word.confirm")}
    </Button>
  );
}

function RefuseDays({ id, what }: { id: string; what: What }) {
  const { t } = useTranslation("people");
  const act = useWord(what, id, "cancel");
  return (
    <Button small kind="quiet" busy={act.isPending} onClick={() => act.mutate()}>
      {t("word.refuse")}
    </Button>
  );
}

function useWord(what: What, id: string, how: "confirm" | "cancel") {
  const { t } = useTranslation("people");
  const cache = useQueryClient();
  const params = { params: { path: { id } } };
  return useMutation({
    mutationFn: async () => {
      if (what === "absences") await call(api.POST(`/api/v1/absences/{id}/${how}`, params));
      else await call(api.POST(`/api/v1/substitutions/{id}/${how}`, params));
    },
    onSuccess: () => toast(t(how === "confirm" ? "word.confirmed" : "word.refused")),
    onError: (error) => errorToast(errorSentence(error, t), t("ui:close")),
    onSettled: () => {
      for (const key of ["absences", "substitutions", "me", "person"]) void cache.invalidateQueries({ queryKey: [key] });
    },
  });
}

/** On somebody's page: their days that wait for the reader's word. */
export function DaysToConfirm({ personId }: { personId: string }) {
  const { t } = useTranslation("people");
  const { data: absences = [] } = useQuery(absencesQuery(personId));
  const { data: substitutions = [] } = useQuery(substitutionsQuery(personId));
  const away = absences.filter((one) => one.awaitsWord && one.personId === personId);
  const standing = substitutions.filter((one) => one.awaitsWord && one.principalId === personId);
  if (away.length + standing.length === 0) return null;
  return (
    <Card id="days" title={t("word.title")} flush>
      <ul role="list" className={css["rows"]}>
        {away.map((days) => (
          <DaysLine key={days.id} waiting={{ what: "absences", days }} />
        ))}
        {standing.map((days) => (
          <DaysLine key={days.id} waiting={{ what: "substitutions", days }} />
        ))}
      </ul>
    </Card>
  );
}

/** Days that wait for a word, and the reader's buttons; `withPerson` where it is not the person's own page. */
export function DaysLine({ waiting, withPerson }: { waiting: WaitingDays; withPerson?: boolean }) {
  const { t, i18n } = useTranslation("people");
  const { what, days } = waiting;
  const day = (value: string) => shortDayText(value, i18n.language, now());
  const whose =
    waiting.what === "absences"
      ? { id: waiting.days.personId, name: waiting.days.personName, text: t("word.absence") }
      : {
          id: waiting.days.principalId,
          name: waiting.days.principalName,
          text: t("word.substitution", { name: waiting.days.substituteName }),
        };
  return (
    <li>
      <span className={css["lines"]}>
        <span>
          {whose.text}, {t("absence.days", { from: day(days.fromDate), to: day(days.toDate) })}
          {withPerson ? (
            <>
              {" · "}
              <Link to="/people/$id" params={{ id: whose.id }}>
                {whose.name}
              </Link>
            </>
          ) : null}
        </span>
        <WordNote days={days} />
      </span>
      <span className={css["acts"]}>
        {days.mayCancel ? <RefuseDays id={days.id} what={what} /> : null} <ConfirmDays days={days} what={what} />
      </span>
    </li>
  );
}
