import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useNames } from "../../../lib/reference.ts";
import { Card } from "../../../ui/Card.tsx";
import { ApprovalList } from "../../../ui/value/ApprovalLine.tsx";
import css from "./Approval.module.css";
import { ApprovalEntry } from "./ApprovalEntry.tsx";
import { approvalLines, approvalProgress } from "./approvalLines.ts";
import type { Approval, NextStep } from "./approvalLines.ts";
import type { FieldWords } from "../../../lib/requestType.ts";

interface Props {
  approval: Approval;
  /** What the server names as coming. */
  next: readonly NextStep[];
  /** Conditions of the type's steps by key, to say why one is not asked. */
  conditions: ReadonlyMap<string, unknown>;
  labels: FieldWords;
  meId: string;
  sheet: string;
}

/** «Согласование» of a record: rounds, decisions, who is awaited, who comes and by which rule. */
export function ApprovalCard({ approval, next, conditions, labels, meId, sheet }: Props) {
  const { t } = useTranslation("approvals");
  const { reference } = useNames();
  const lines = approvalLines(approval.steps ?? [], next);
  const rounds = [...new Set(lines.map((line) => line.step.round))];
  return (
    <Card
      id="approval"
      title={t("title")}
      count={t("record:ofTotal", approvalProgress(lines))}
      actions={
        <Link to={sheet} className={css["sheetLink"]}>
          {t("sheet.link")}
        </Link>
      }
    >
      {rounds.map((round) => (
        <section key={round} className={css["round"]}>
          {rounds.length > 1 ? <h3 className={css["roundName"]}>{t("round", { number: round + 1 })}</h3> : null}
          <ApprovalList>
            {lines
              .filter((line) => line.step.round === round)
              .map((line) => (
                <ApprovalEntry
                  key={line.id}
                  line={line}
                  meId={meId}
                  labels={labels}
                  when={conditions.get(line.step.key)}
                  thresholds={reference?.settings.thresholds ?? {}}
                />
              ))}
          </ApprovalList>
        </section>
      ))}
    </Card>
  );
}
