import type { Schema } from "@tartip/api-client";
import { DEFAULT_LANGUAGE, isLanguage } from "@tartip/i18n/web";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../ui/value/Avatar.tsx";
import { oneOfEachRoleFirst } from "./castOrder.ts";
import css from "./Login.module.css";

export type Demo = Schema<"DemoPeople">;

interface Props {
  demo: Demo;
  chosen: string;
  onChoose: (email: string, password: string) => void;
}

/** People of the demonstration company by role; a press fills the form. */
export function DemoPeople({ demo, chosen, onChoose }: Props) {
  const { t, i18n } = useTranslation("shell");
  const language = isLanguage(i18n.language) ? i18n.language : DEFAULT_LANGUAGE;
  return (
    <section className={css["demo"]} aria-label={t("demo.title")}>
      <h2 className={css["demoTitle"]}>{t("demo.title")}</h2>
      <p className={css["demoText"]}>
        {t("demo.text")} {t("demo.password", { password: demo.password })}
      </p>
      <ul className={css["people"]} role="list">
        {oneOfEachRoleFirst(demo.people).map((person) => (
          <li key={person.email}>
            <button
              type="button"
              className={css["person"]}
              aria-pressed={person.email === chosen}
              onClick={() => onChoose(person.email, demo.password)}
            >
              <Avatar name={person.name} size={28} />
              <span className={css["personText"]}>
                <span className={css["personName"]}>{person.name}</span>
                <span className={css["personNote"]}>
                  {[...new Set([person.position, ...person.roles.map((role) => role[language])])].join(" · ")}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
