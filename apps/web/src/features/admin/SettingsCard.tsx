import { queryOptions, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { Button } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { FactsList } from "../../ui/value/FactsList.tsx";
import css from "./Admin.module.css";
import { DEADLINE_FIELDS, OTHER_FIELDS } from "./settingsDraft.ts";
import type { CompanySettings } from "./settingsDraft.ts";

const SettingsDialog = lazy(() => import("./SettingsDialog.tsx").then((module) => ({ default: module.SettingsDialog })));

export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: ({ signal }) => call(api.GET("/api/v1/settings", { signal })),
});

/** Deadlines, questions and payments without a plan: what holds, and the way to change it. */
export function SettingsCard() {
  const { t } = useTranslation("admin");
  const { data } = useQuery(settingsQuery);
  const [editing, setEditing] = useState(false);
  if (!data) return null;
  return (
    <Card
      title={t("settings.title")}
      actions={
        <Button small onClick={() => setEditing(true)}>
          {t("settings.edit")}
        </Button>
      }
    >
      <FactsList facts={factsOf(data, t)} sums />
      <p className={css["note"]}>{t("settings.exceptionsCount", { count: data.deadlines.exceptions.length })}</p>
      <Suspense>{editing ? <SettingsDialog settings={data} onClose={() => setEditing(false)} /> : null}</Suspense>
    </Card>
  );
}

function factsOf(settings: CompanySettings, t: (key: string) => string) {
  return [
    ...DEADLINE_FIELDS.map((name) => ({ label: t(`settings.${name}`), value: settings.deadlines[name] })),
    ...OTHER_FIELDS.map((name) => ({ label: t(`settings.${name}`), value: settings[name] })),
    { label: t("settings.unplannedByCfo"), value: t(settings.unplannedByCfo ? "settings.yes" : "settings.no") },
  ];
}
