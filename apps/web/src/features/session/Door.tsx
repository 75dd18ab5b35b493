import { useEffect } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LanguageMenu } from "../../ui/shell/LanguageMenu.tsx";
import { Logo } from "../../ui/shell/Logo.tsx";
import css from "./Login.module.css";

/** A page before the login: brand, language, one panel. */
export function Door({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  const { t } = useTranslation("shell");
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main className={css["page"]}>
      <section className={css["panel"]}>
        <header className={css["head"]}>
          <Logo size={32} />
          <span className={css["brand"]}>{t("brand")}</span>
          <LanguageMenu onPhone />
        </header>
        <h1 className={css["title"]}>{title}</h1>
        <p className={css["lead"]}>{lead}</p>
        {children}
      </section>
    </main>
  );
}
