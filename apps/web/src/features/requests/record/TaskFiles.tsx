import { useTranslation } from "react-i18next";
import { Fragment } from "react";
import { labelIn } from "../../../lib/reference.ts";
import { Card } from "../../../ui/Card.tsx";
import { OutLink } from "../../../ui/value/OutLink.tsx";
import { FilesCard } from "../../records/files/FilesCard.tsx";
import css from "./Record.module.css";
import type { RequestView } from "../requestQueries.ts";

/** What the tasks brought, files and links: the offers to choose from, the order to sign. Those who decide read it here. */
export function TaskFiles({ tasks }: Pick<RequestView, "tasks">) {
  const { t, i18n } = useTranslation("record");
  const brought = tasks.filter((task) => task.requiresFile && !task.skipped && ["submitted", "done"].includes(task.status));
  return brought.map(({ id, title, titles, resultLinks }) => {
    const task = titles ? labelIn(titles, i18n.language) : title;
    return (
      <Fragment key={id}>
        <FilesCard recordId={id} mayChange={false} title={t("files.ofTask", { task })} />
        {resultLinks.length > 0 ? (
          <Card title={t("files.linksOfTask", { task })} count={resultLinks.length}>
            {resultLinks.map((link) => (
              <OutLink key={link} href={link} className={css["taskLink"]} />
            ))}
          </Card>
        ) : null}
      </Fragment>
    );
  });
}
