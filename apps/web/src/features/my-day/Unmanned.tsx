import { useTranslation } from "react-i18next";
import { ButtonLink } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { DateText } from "../../ui/value/DateText.tsx";
import { useRoleName } from "../people/useRoleName.ts";
import css from "./MyDay.module.css";
import type { MyDay } from "./myDayQueries.ts";

/** Personal requests that nobody is left to take: the administrator does not see them, and gives the role to somebody who may. */
export function Unmanned({ unmanned }: Pick<MyDay, "unmanned">) {
  const { t } = useTranslation("my-day");
  const roleName = useRoleName();
  if (unmanned.length === 0) return null;
  return (
    <Card title={t("unmanned.title")} count={unmanned.length} flush>
      <ul role="list" className={css["rows"]}>
        {unmanned.map(({ role, requests, since }) => (
          <li key={role} className={css["waitingRow"]}>
            <span className={css["what"]}>
              <span className={css["title"]}>{t("unmanned.role", { role: roleName(role) })}</span>
              <span className={css["note"]}>{t("unmanned.requests", { count: requests })}</span>
            </span>
            <span className={css["when"]}>
              <DateText value={since} />
            </span>
            <ButtonLink to="/people">{t("unmanned.do")}</ButtonLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}
