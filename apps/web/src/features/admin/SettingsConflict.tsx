import { useTranslation } from "react-i18next";
import { Note } from "../../ui/action/Note.tsx";
import people from "../people/People.module.css";
import { useWorkNames } from "./Exceptions.tsx";
import { changedMeanwhile, exceptionsMeanwhile } from "./settingsMerge.ts";
import { DEADLINE_FIELDS, draftOf } from "./settingsDraft.ts";
import type { CompanySettings, ExceptionDraft } from "./settingsDraft.ts";

/** Somebody changed the settings while the form was open: what stands now, and that the same press saves over it. */
export function SettingsConflict({ seen, now }: { seen: CompanySettings; now: CompanySettings }) {
  const { t } = useTranslation("admin");
  const draft = draftOf(now);
  const changed = changedMeanwhile(seen, now).map((key) => {
    const value = key === "unplannedByCfo" ? t(draft[key] ? "settings.yes" : "settings.no") : draft[key];
    return { label: t(`settings.${key}`), value };
  });
  const sayException = useSaidException();
  const exceptions = exceptionsMeanwhile(seen, now).map(({ one, gone }) => {
    const { label, value } = sayException(one);
    return { label, value: gone ? t("settings.gone") : value };
  });
  return (
    <Note tone="amber" title={t("settings.conflict.title")}>
      <ul className={people["form"]}>
        {[...changed, ...exceptions].map((one) => (
          <li key={`${one.label} ${one.value}`}>{t("settings.now", one)}</li>
        ))}
      </ul>
      {t("settings.conflict.again")}
    </Note>
  );
}

/** An exception in words: what it is for, and what it says. */
function useSaidException() {
  const { t } = useTranslation("admin");
  const { types, priorities } = useWorkNames();
  const nameIn = (options: typeof types, code: string | null) => options.find(({ value }) => value === code)?.label ?? code;
  return (one: ExceptionDraft) => {
    const work = [nameIn(types, one.type), nameIn(priorities, one.priority)].filter((name) => name !== null);
    const said = DEADLINE_FIELDS.filter((name) => one[name] !== "").map((name) => `${t(`settings.${name}`)}: ${one[name]}`);
    return { label: t("settings.exceptionFor", { work: work.join(", ") || t("settings.anyType") }), value: said.join("; ") };
  };
}
