import { IconAlertTriangle, IconCheck, IconCloudUpload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { timeText } from "../../../../lib/dates.ts";
import { errorSentence } from "../../../../lib/errors.ts";
import css from "../Form.module.css";
import { ConflictError } from "./draftSync.ts";
import type { Draft } from "./useDraft.ts";

/** Where the typed text is: on the way, saved at a time, or kept on this device until the connection is back. */
export function SavedMark({ saving }: { saving: Draft["saving"] }) {
  const { t } = useTranslation("requests");
  const { state, at, error } = saving;
  if (state === "idle") return <span className={css["saved"]}>{t("form.saving.idle")}</span>;
  // The conflict has a note of its own.
  if (error instanceof ConflictError) return <span className={css["saved"]}>{t("form.saving.conflict")}</span>;
  if (state === "failed") {
    return (
      <span className={css["saved"]} data-failed role="status">
        <IconAlertTriangle size={14} aria-hidden /> {t("form.saving.failed")} {errorSentence(error, t)}
      </span>
    );
  }
  const onWay = state !== "saved";
  return (
    <span className={css["saved"]} role="status">
      {onWay ? <IconCloudUpload size={14} aria-hidden /> : <IconCheck size={14} aria-hidden />}
      {onWay ? t("form.saving.saving") : t("form.saving.saved", { time: at ? timeText(at) : "" })}
    </span>
  );
}
