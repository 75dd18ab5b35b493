import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { RequestType } from "@tartip/domain/requests/type";
import { useTranslation } from "react-i18next";
import { monthText } from "../../../../lib/dates.ts";
import { useNames } from "../../../../lib/reference.ts";
import { BudgetBar } from "../../../../ui/value/BudgetBar.tsx";
import { FactsGroup, FactsList } from "../../../../ui/value/FactsList.tsx";
import { Money } from "../../../../ui/value/Money.tsx";
import { TextSkeleton } from "../../../../ui/Skeletons.tsx";
import type { RequestView } from "../../requestQueries.ts";
import { impactQuery, touchesBudget } from "./budgetImpact.ts";
import type { ImpactCell } from "./budgetImpact.ts";
import css from "../Record.module.css";

interface Props {
  request: RequestView;
  type: RequestType | undefined;
}

/** «Ячейка бюджета»: what is planned, spent, promised, what this request takes and what remains. */
export function BudgetFacts({ request, type }: Props) {
  const { data, isError } = useQuery(impactQuery(request, type));
  const steps = request.approval?.steps ?? [];
  const granted = steps.some((step) => step.kind === "over_limit" && step.status === "finished");
  if (!data) return touchesBudget(request) && !isError ? <CellOutline /> : null;
  return data.cells.map((cell) => <CellFacts key={cell.costItemId + cell.month} cell={cell} granted={granted} />);
}

/** As tall as what comes, so that nothing below it jumps. */
function CellOutline() {
  const { t } = useTranslation("record");
  const labels = ["budget.plan", "ui:budget.fact", "ui:budget.committed", "budget.available", "budget.this", "budget.left"];
  return (
    <FactsGroup title={t("budget.title")} note={<TextSkeleton lines={1} />}>
      <div className={css["bar"]}>
        <TextSkeleton lines={1} />
      </div>
      <FactsList sums facts={labels.map((label) => ({ label: t(label), value: null, waiting: true }))} />
    </FactsGroup>
  );
}

function CellFacts({ cell, granted }: { cell: ImpactCell; granted: boolean }) {
  const { t, i18n } = useTranslation("record");
  const { branch, costItem, project } = useNames();
  const { figures } = cell;
  const place = [
    branch(cell.branchId),
    project(cell.projectId),
    costItem(cell.costItemId),
    monthText(cell.month.slice(0, 7), i18n.language),
  ];
  if (!figures) return null;
  const { planMinor, actualMinor, committedMinor, availableMinor, amountMinor, leftMinor, missingMinor } = figures;
  return (
    <FactsGroup title={t("budget.title")} note={place.filter(Boolean).join(" · ")}>
      <div className={css["bar"]}>
        <BudgetBar
          planMinor={planMinor}
          factMinor={actualMinor}
          committedMinor={committedMinor}
          thisMinor={amountMinor}
          leftMinor={leftMinor}
          height={12}
        />
      </div>
      <FactsList
        sums
        facts={[
          { label: t("budget.plan"), value: <Money minor={planMinor} /> },
          { label: <Mark colour="var(--bar-fact)" text={t("ui:budget.fact")} />, value: <Money minor={actualMinor} /> },
          { label: <Mark colour="var(--bar-commit)" text={t("ui:budget.committed")} />, value: <Money minor={committedMinor} /> },
          { label: t("budget.available"), value: <Money minor={availableMinor} />, strong: true },
          { label: <Mark colour="var(--violet-dot)" text={t("budget.this")} />, value: <Money minor={-amountMinor} /> },
          { label: t("budget.left"), value: <Money minor={leftMinor} tone={leftMinor < 0 ? "red" : "green"} />, strong: true },
        ]}
      />
      {leftMinor < 0 ? (
        <p className={css["overText"]}>{t(missingMinor > 0 && !granted ? "budget.over" : "budget.granted")}</p>
      ) : null}
      {cell.cellId ? (
        <p className={css["cellLink"]}>
          <Link to="/budgets" search={{ cell: cell.cellId }}>
            {t("budget.entries")}
          </Link>
        </p>
      ) : null}
    </FactsGroup>
  );
}

function Mark({ colour, text }: { colour: string; text: string }) {
  return (
    <span className={css["mark"]}>
      <span className={css["square"]} style={{ background: colour }} />
      {text}
    </span>
  );
}
