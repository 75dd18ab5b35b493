import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { now } from "../../lib/clock.ts";
import { shortDayText } from "../../lib/dates.ts";
import type { Me } from "../../lib/session.ts";
import css from "./MyDay.module.css";

/** Who stands in for me and for whom I stand in, with the way to arrange it. */
export function StandingLine({ me }: { me: Me }) {
  const { t, i18n } = useTranslation("my-day");
  const day = (value: string) => shortDayText(value, i18n.language, now());
  const [substitute] = me.substitutedBy;
  if (me.person.external) return null;
  return (
    <p className={css["standing"]}>
      {me.standsInFor.map(({ person, until }) => (
        <span key={person.id}>{t("standsIn", { name: person.name, until: day(until) })} · </span>
      ))}
      {substitute ? t("substituted", { name: substitute.person.name, until: day(substitute.until) }) : t("nobody")} ·{" "}
      <Link to="/profile" hash="substitutions">
        {substitute ? t("change") : t("name")}
      </Link>
    </p>
  );
}
