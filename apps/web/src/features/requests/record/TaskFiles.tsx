import { useTranslation } from "react-i18next";
import { labelIn } from "../../../lib/reference.ts";
import { FilesCard } from "../../records/files/FilesCard.tsx";
import type { RequestView } from "../requestQueries.ts";

/** What the tasks brought: the offers to choose from, the order to sign. Those who decide read it here. */
export function TaskFiles({ tasks }: Pick<RequestView, "tasks">) {
  const { t, i18n } = useTranslation("record");
  const brought = tasks.filter((task) => task.requiresFile && !task.skipped && ["submitted", "done"].includes(task.status));
  return brought.map(({ id, title, titles }) => (
    <FilesCard
      key={id}
      recordId={id}
      mayChange={false}
      title={t("files.ofTask", { task: titles ? labelIn(titles, i18n.language) : title })}
    />
  ));
}
