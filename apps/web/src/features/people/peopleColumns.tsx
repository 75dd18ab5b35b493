import { useTranslation } from "react-i18next";
import { now } from "../../lib/clock.ts";
import { shortDayText } from "../../lib/dates.ts";
import { useNames } from "../../lib/reference.ts";
import { Avatar } from "../../ui/value/Avatar.tsx";
import type { Column } from "../../ui/table/dataTableTypes.ts";
import css from "./People.module.css";
import type { PersonListed } from "./peopleQueries.ts";

/** Name with position, place, contacts, and until when somebody is away. */
export function usePeopleColumns(): Column<PersonListed>[] {
  const { t, i18n } = useTranslation("people");
  const names = useNames();
  return [
    {
      id: "name",
      header: t("field.name"),
      width: "minmax(260px, 1.4fr)",
      main: true,
      render: (person) => (
        <span className={css["person"]}>
          <Avatar name={person.name} size={28} />
          <span className={css["lines"]}>
            <span className={css["name"]}>
              {person.name}
              {person.active === false ? <span className={css["mark"]}>{t("card.inactive")}</span> : null}
              {person.external ? <span className={css["mark"]}>{t("card.external")}</span> : null}
            </span>
            <span className={css["note"]}>{person.position}</span>
          </span>
        </span>
      ),
    },
    {
      id: "place",
      header: t("field.department"),
      width: "minmax(180px, 1fr)",
      render: (person) => (
        <span className={css["lines"]}>
          <span>{names.department(person.departmentId)}</span>
          <span className={css["note"]}>{names.branch(person.branchId)}</span>
        </span>
      ),
    },
    {
      id: "contacts",
      header: t("card.contacts"),
      width: "minmax(180px, 1fr)",
      render: (person) => (
        <span className={css["lines"]}>
          <span>{person.email}</span>
          <span className={css["note"]}>{person.phone}</span>
        </span>
      ),
    },
    {
      id: "away",
      header: t("card.away"),
      width: "180px",
      card: "aside",
      render: (person) =>
        person.awayUntil ? (
          <span className={css["away"]}>{t("away", { date: shortDayText(person.awayUntil, i18n.language, now()) })}</span>
        ) : null,
    },
  ];
}
