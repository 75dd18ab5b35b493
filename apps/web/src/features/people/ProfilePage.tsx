import { useMantineColorScheme } from "@mantine/core";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { isLanguage, LANGUAGES } from "@tartip/i18n/web";
import { useTranslation } from "react-i18next";
import { showLanguage } from "../../lib/i18n.ts";
import { useNames } from "../../lib/reference.ts";
import { logout, meQuery, savePreferences } from "../../lib/session.ts";
import type { Me } from "../../lib/session.ts";
import { Button } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { FactsList } from "../../ui/value/FactsList.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import { Segmented } from "../../ui/table/SavedTabs.tsx";
import { Absences } from "./away/Absences.tsx";
import { OwnPassword } from "./OwnPassword.tsx";
import css from "./People.module.css";
import { Substitutions } from "./away/Substitutions.tsx";

const SCHEMES = ["light", "dark", "auto"] as const;

/** One's own page: how Tartip looks, with which rights one works, when one is away and who acts meanwhile. */
export default function ProfilePage() {
  const { t } = useTranslation("people");
  const { data: me } = useSuspenseQuery(meQuery);
  return (
    <>
      <PageHeader title={me.person.name} count={me.person.position} />
      <div className={css["columns"]}>
        <div className={css["column"]}>
          {me.person.external ? null : (
            <>
              <Substitutions personId={me.person.id} />
              <Absences personId={me.person.id} mayAdd />
            </>
          )}
          <OwnPassword email={me.person.email ?? ""} />
          <Sessions />
        </div>
        <div className={css["column"]}>
          <Settings me={me} />
          <Roles me={me} />
          <Card title={t("card.contacts")}>
            <FactsList
              facts={[
                { label: t("field.email"), value: me.person.email },
                { label: t("field.phone"), value: me.person.phone },
              ]}
            />
          </Card>
        </div>
      </div>
    </>
  );
}

function Settings({ me }: { me: Me }) {
  const { t, i18n } = useTranslation("people");
  const cache = useQueryClient();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const keep = useMutation({
    mutationFn: savePreferences,
    onSuccess: (saved) => cache.setQueryData(meQuery.queryKey, saved),
  });
  const language = isLanguage(i18n.language) ? i18n.language : me.language;
  return (
    <Card title={t("profile.settings")}>
      <div className={css["settings"]}>
        <div className={css["setting"]}>
          <span>{t("field.language")}</span>
          <Segmented
            label={t("field.language")}
            value={language}
            options={LANGUAGES.map((value) => ({ value, label: t(`shell:languages.${value}`) }))}
            onChange={(value) => {
              void showLanguage(value);
              keep.mutate({ language: value });
            }}
          />
        </div>
        <div className={css["setting"]}>
          <span>{t("field.theme")}</span>
          <Segmented
            label={t("field.theme")}
            value={colorScheme}
            options={SCHEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
            onChange={(value) => {
              setColorScheme(value);
              keep.mutate({ theme: value });
            }}
          />
        </div>
      </div>
    </Card>
  );
}

function Roles({ me }: { me: Me }) {
  const { t } = useTranslation("people");
  const names = useNames();
  return (
    <Card title={t("profile.roles")} count={me.roles.length} flush>
      <ul role="list" className={css["rows"]}>
        {me.roles.map(({ code, branchId }) => (
          <li key={`${code}${branchId ?? ""}`}>
            <span>{t(`status:role.${code}`)}</span>
            <span className={css["hint"]}>
              {branchId ? t("roles.limited", { branch: names.branch(branchId) }) : t("profile.everywhere")}
            </span>
          </li>
        ))}
      </ul>
      <p className={css["empty"]}>
        <span className={css["hint"]}>{t("profile.rolesHint")}</span>
      </p>
    </Card>
  );
}

function Sessions() {
  const { t } = useTranslation("people");
  const cache = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: () => logout(true),
    onSuccess: async () => {
      cache.clear();
      await navigate({ to: "/login" });
    },
  });
  return (
    <Card title={t("profile.sessions")}>
      <div className={css["form"]}>
        <p>{t("profile.sessionsText")}</p>
        <div>
          <Button busy={leave.isPending} onClick={() => leave.mutate()}>
            {t("profile.leaveAll")}
          </Button>
        </div>
      </div>
    </Card>
  );
}
