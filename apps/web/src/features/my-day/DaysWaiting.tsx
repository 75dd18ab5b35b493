import { useTranslation } from "react-i18next";
import { Card } from "../../ui/Card.tsx";
import { DaysLine } from "../people/away/SecondWord.tsx";
import type { WaitingDays } from "../people/away/useWaitingDays.ts";
import people from "../people/People.module.css";
import css from "./MyDay.module.css";

/** Days that somebody arranged for a person with a guarded role, and that count by the reader's word. */
export function DaysWaiting({ days }: { days: readonly WaitingDays[] }) {
  const { t } = useTranslation("my-day");
  return (
    <div className={css["roles"]}>
      <Card title={t("days.title")} count={days.length} flush>
        <ul role="list" className={people["rows"]}>
          {days.map((waiting) => (
            <DaysLine key={waiting.days.id} waiting={waiting} withPerson />
          ))}
        </ul>
      </Card>
    </div>
  );
}
