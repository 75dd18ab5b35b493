import { useTranslation } from "react-i18next";
import { Note } from "../../ui/action/Note.tsx";
import people from "../people/People.module.css";
import { changedMeanwhile } from "./settingsMerge.ts";
import { draftOf } from "./settingsDraft.ts";
import type { CompanySettings } from "./settingsDraft.ts";

/** Somebody changed the settings while the form was open: what stands now, and that the same press saves over it. */
export function SettingsConflict({ seen, now }: { seen: CompanySettings; now: CompanySettings }) {
  const { t } = useTranslation("admin");
  const draft = draftOf(now);
  const valueOf = (key: keyof typeof draft) => {
    if (key === "exceptions") return t("settings.exceptionsCount", { count: draft.exceptions.length });
    return key === "unplannedByCfo" ? t(draft[key] ? "settings.yes" : "settings.no") : draft[key];
  };
  return (
    <Note tone="amber" title={t("settings.conflict.title")}>
      <ul className={people["form"]}>
        {changedMeanwhile(seen, now).map((key) => (
          <li key={key}>{t("settings.now", { label: t(`settings.${key}`), value: valueOf(key) })}</li>
        ))}
      </ul>
      {t("settings.conflict.again")}
    </Note>
  );
}
