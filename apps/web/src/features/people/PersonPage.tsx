import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { now } from "../../lib/clock.ts";
import { shortDayText } from "../../lib/dates.ts";
import { useNames } from "../../lib/reference.ts";
import { Button } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { FactsList } from "../../ui/value/FactsList.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import { AccessButtons } from "./AccessButtons.tsx";
import { InsideCard } from "./InsideLine.tsx";
import { ManagerName } from "./ManagerName.tsx";
import css from "./People.module.css";
import { personQuery } from "./peopleQueries.ts";
import type { PersonCard } from "./peopleQueries.ts";
import { PersonRoles } from "./PersonRoles.tsx";
import { DaysToConfirm } from "./away/SecondWord.tsx";

const PersonForm = lazy(() => import("./PersonForm.tsx").then((module) => ({ default: module.PersonForm })));

/** A person: place, contacts, who stands in; and for who administers, the card, the roles and the way in. */
export default function PersonPage() {
  const { t } = useTranslation("people");
  const { id } = useParams({ from: "/inside/people/$id" });
  const { data: person } = useSuspenseQuery(personQuery(id));
  const [editing, setEditing] = useState(false);
  return (
    <>
      <PageHeader
        title={person.name}
        count={
          <>
            {person.position} {person.active ? null : <span className={css["mark"]}>{t("card.inactive")}</span>}
          </>
        }
        crumbs={[{ label: t("title"), to: "/people" }, { label: person.name }]}
        actions={
          <>
            <AccessButtons person={person} />
            {person.may.edit.length > 0 ? <Button onClick={() => setEditing(true)}>{t("action.edit")}</Button> : null}
          </>
        }
      />
      <div className={css["columns"]}>
        <div className={css["column"]}>
          <Place person={person} />
          <Contacts person={person} />
        </div>
        <div className={css["column"]}>
          <InsideCard person={person} />
          <DaysToConfirm personId={person.id} />
          {person.roles ? <PersonRoles person={person} roles={person.roles} /> : null}
          <Card title={t("card.records")} flush>
            <ul role="list" className={css["rows"]}>
              <li>
                <Link to="/requests" search={{ authorId: person.id }}>
                  {t("card.requests")}
                </Link>
              </li>
              <li>
                <Link to="/tasks" search={{ assigneeId: person.id, view: "all" }}>
                  {t("card.tasks")}
                </Link>
              </li>
            </ul>
          </Card>
        </div>
      </div>
      <Suspense>{editing ? <PersonForm person={person} onClose={() => setEditing(false)} /> : null}</Suspense>
    </>
  );
}

function Place({ person }: { person: PersonCard }) {
  const { t, i18n } = useTranslation("people");
  const names = useNames();
  const day = (value: string) => shortDayText(value, i18n.language, now());
  const headed = [
    ...person.heads.departmentIds.map((id) => names.department(id)),
    ...person.heads.branchIds.map((id) => names.branch(id)),
  ].filter(Boolean);
  return (
    <Card title={t("card.place")}>
      <FactsList
        facts={[
          { label: t("field.position"), value: person.position },
          { label: t("field.department"), value: names.department(person.departmentId), waiting: names.waiting },
          { label: t("field.branch"), value: names.branch(person.branchId), waiting: names.waiting },
          { label: t("field.manager"), value: <ManagerName id={person.managerId} /> },
          ...(headed.length > 0 ? [{ label: t("card.heads"), value: headed.join(", ") }] : []),
          ...(person.awayUntil ? [{ label: t("card.away"), value: t("away", { date: day(person.awayUntil) }) }] : []),
          ...person.substitutes.map(({ person: other, until }) => ({
            label: t("card.standing"),
            value: `${other.name}, ${day(until)}`,
          })),
        ]}
      />
    </Card>
  );
}

function Contacts({ person }: { person: PersonCard }) {
  const { t } = useTranslation("people");
  if (!person.email && !person.phone) return null;
  return (
    <Card title={t("card.contacts")}>
      <FactsList
        facts={[
          { label: t("field.email"), value: person.email ? <a href={`mailto:${person.email}`}>{person.email}</a> : null },
          { label: t("field.phone"), value: person.phone ? <a href={`tel:${person.phone}`}>{person.phone}</a> : null },
        ]}
      />
    </Card>
  );
}
