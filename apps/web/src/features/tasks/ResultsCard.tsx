import { useTranslation } from "react-i18next";
import { Card } from "../../ui/Card.tsx";
import { DateText } from "../../ui/value/DateText.tsx";
import { OutLink } from "../../ui/value/OutLink.tsx";
import { PersonName } from "../../ui/value/PersonName.tsx";
import css from "./TaskPage.module.css";
import type { Task } from "./taskQueries.ts";

const TONES: Record<string, string> = { accepted: "green", returned: "amber" };

/** Every hand-in, the last one first; a returned one keeps its reason. */
export function ResultsCard({ task }: { task: Task }) {
  const { t } = useTranslation("tasks");
  if (task.results.length === 0) return null;
  return (
    <Card title={t("page.results.title")} count={task.results.length}>
      <ul role="list" className={css["results"]}>
        {task.results.toReversed().map((result) => (
          <li key={result.id} className={css["result"]}>
            <div className={css["resultHead"]}>
              <PersonName name={result.by.name} />
              <span className={css["outcome"]} data-tone={TONES[result.outcome ?? ""] ?? "violet"}>
                {t(`page.results.${result.outcome ?? "checked"}`)}
              </span>
              <span className={css["when"]}>
                <DateText value={result.at} />
              </span>
            </div>
            <p className={css["text"]}>{result.result}</p>
            {result.links.map((link) => (
              <OutLink key={link} href={link} className={css["link"]} />
            ))}
            {result.reason ? (
              <p className={css["returned"]} data-tone="amber">
                {result.reason}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
