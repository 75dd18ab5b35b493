import { useTranslation } from "react-i18next";
import type { FieldWords } from "../../lib/requestType.ts";

/** What the history of a task calls its fields: as its page does, where a request's words would be others. */
export function useTaskWords(): FieldWords {
  const { t } = useTranslation("tasks");
  const words = { assigneeId: t("page.facts.assignee"), title: t("new.name"), description: t("new.description") };
  return new Map(Object.entries(words).map(([field, label]) => [field, { label, type: null }]));
}
