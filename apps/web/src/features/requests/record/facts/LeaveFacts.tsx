import { useTranslation } from "react-i18next";
import { now } from "../../../../lib/clock.ts";
import { shortDayText } from "../../../../lib/dates.ts";
import { FactsGroup, FactsList } from "../../../../ui/value/FactsList.tsx";
import { Note } from "../../../../ui/action/Note.tsx";
import type { RequestView } from "../../requestQueries.ts";

type Leave = NonNullable<RequestView["leave"]>;
type Away = NonNullable<RequestView["substituteAway"]>;

/** A warning while it can still be changed: the colleague named is away on some of the days themselves. */
export function SubstituteAway({ days }: { days: Away }) {
  const { t, i18n } = useTranslation("record");
  const day = (value: string) => shortDayText(value, i18n.language, now());
  const spoken = days.map(({ fromDate, toDate }) => t("facts.leave.days", { from: day(fromDate), to: day(toDate) }));
  return <Note tone="amber">{t("facts.leave.substituteAway", { days: spoken.join(", ") })}</Note>;
}

/** What an approved leave has written down: the days away and who stands in, or that it could not. */
export function LeaveFacts({ leave }: { leave: Leave }) {
  const { t, i18n } = useTranslation("record");
  const { absences, substitutions, substituteNamed } = leave;
  const day = (value: string) => shortDayText(value, i18n.language, now());
  const away = absences.map(({ fromDate, toDate, own }) => ({
    label: t("facts.leave.when"),
    value: t(own ? "facts.leave.days" : "facts.leave.kept", { from: day(fromDate), to: day(toDate) }),
  }));
  const standIns = substitutions.map(({ substitute, fromDate, toDate }) => ({
    label: t("facts.leave.substitute"),
    value: t("facts.leave.standsIn", { name: substitute.name, from: day(fromDate), to: day(toDate) }),
  }));
  const nobody =
    substituteNamed && standIns.length === 0 ? [{ label: t("facts.leave.substitute"), value: t("facts.leave.nobody") }] : [];
  return (
    <FactsGroup title={t("facts.leave.away")}>
      <FactsList
        facts={[
          ...(away.length > 0 ? away : [{ label: t("facts.leave.when"), value: t("facts.leave.none") }]),
          ...standIns,
          ...nobody,
        ]}
      />
    </FactsGroup>
  );
}
