import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Card } from "../../ui/Card.tsx";
import { StatusPill } from "../../ui/value/StatusPill.tsx";
import css from "./TaskPage.module.css";
import type { Task } from "./taskQueries.ts";

/** What must be done before, and what waits for this task. */
export function TaskOrderCard({ task }: { task: Task }) {
  const { t } = useTranslation("tasks");
  const sides = [
    { name: t("page.order.before"), tasks: task.predecessors },
    { name: t("page.order.after"), tasks: task.successors },
  ].filter((side) => side.tasks.length > 0);
  if (sides.length === 0) return null;
  return (
    <Card title={t("page.order.title")} flush>
      {sides.map((side) => (
        <section key={side.name}>
          <h3 className={css["side"]}>{side.name}</h3>
          <ul role="list">
            {side.tasks.map((one) => (
              <li key={one.id} className={css["subtask"]}>
                <StatusPill kind="task" status={one.status} />
                <Link to="/tasks/$id" params={{ id: one.id }} className={css["subtaskName"]}>
                  {[one.number, one.title].filter(Boolean).join(" · ")}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Card>
  );
}
