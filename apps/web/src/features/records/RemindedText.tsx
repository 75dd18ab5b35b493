import { useTranslation } from "react-i18next";
import { now } from "../../lib/clock.ts";
import { nearText } from "../../ui/value/DateText.tsx";

/** When those awaited were last reminded by hand, in «Что дальше». */
export function RemindedText({ at }: { at: string | null }) {
  const { t, i18n } = useTranslation("record");
  return at === null ? null : <div>{t("reminded", { at: nearText(at, i18n.language, t, now()) })}</div>;
}
