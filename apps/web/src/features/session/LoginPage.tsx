import { useMantineColorScheme } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { LanguageMenu } from "../../ui/shell/LanguageMenu.tsx";
import { api, call } from "../../lib/api.ts";
import { showLanguage } from "../../lib/i18n.ts";
import { meQuery } from "../../lib/session.ts";
import { Logo } from "../../ui/shell/Logo.tsx";
import { DemoPeople } from "./DemoPeople.tsx";
import css from "./Login.module.css";
import { LoginForm } from "./LoginForm.tsx";

/** The door: e-mail and password; in the demo company also its people to choose from. */
export default function LoginPage() {
  const { t } = useTranslation("shell");
  const { next } = useSearch({ from: "/login" });
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { setColorScheme } = useMantineColorScheme();
  const [credentials, setCredentials] = useState({ email: "", password: "" });
  const demo = useQuery({
    queryKey: ["demo", "people"],
    queryFn: () => call(api.GET("/api/v1/demo/people")),
    retry: false,
    staleTime: Infinity,
  });
  useEffect(() => {
    document.title = t("login.title");
  }, [t]);
  async function enter() {
    cache.removeQueries({ queryKey: ["me"] });
    // The person's own setting wins over what this browser remembered from somebody else.
    const me = await cache.fetchQuery(meQuery);
    setColorScheme(me.theme);
    await showLanguage(me.language);
    await navigate({ to: next ?? "/" });
  }
  return (
    <main className={css["page"]}>
      <section className={css["panel"]}>
        <header className={css["head"]}>
          <Logo size={32} />
          <span className={css["brand"]}>{t("brand")}</span>
          <LanguageMenu onPhone />
        </header>
        <h1 className={css["title"]}>{t("login.title")}</h1>
        <p className={css["lead"]}>{t("login.lead")}</p>
        <LoginForm value={credentials} onChange={setCredentials} onDone={() => void enter()} />
        <p className={css["hint"]}>{t("login.forgot")}</p>
      </section>
      {demo.data ? (
        <DemoPeople
          demo={demo.data}
          chosen={credentials.email}
          onChoose={(email, password) => setCredentials({ email, password })}
        />
      ) : null}
    </main>
  );
}
