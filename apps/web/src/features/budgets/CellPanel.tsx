import { leftAfterMinor } from "@tartip/domain/budgets/figures";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { monthText } from "../../lib/dates.ts";
import { BudgetBar } from "../../ui/value/BudgetBar.tsx";
import { IconButton } from "../../ui/action/Button.tsx";
import { ErrorState } from "../../ui/EmptyState.tsx";
import { FactsList } from "../../ui/value/FactsList.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { TextSkeleton } from "../../ui/Skeletons.tsx";
import css from "./CellPanel.module.css";
import { CellParts } from "./CellParts.tsx";
import { CellWork } from "./CellWork.tsx";
import type { Figures, GridCell, GridRow } from "./budgetGrid.ts";
import { cellQuery } from "./budgetQueries.ts";
import { CellLedger } from "./CellLedger.tsx";

interface Props {
  row: GridRow;
  cell: GridCell;
  /** `YYYY-MM`. */
  month: string;
  /** Branch and project of the filter, in words. */
  place: string;
  onClose: () => void;
}

/** What a cell is made of; of several branches shown together, first which of them. */
export function CellPanel({ row, cell, month, place, onClose }: Props) {
  const { t, i18n } = useTranslation("budgets");
  const [picked, setPicked] = useState<string>();
  const only = cell.parts.length === 1 ? cell.parts[0] : cell.parts.find((part) => part.cellId === picked);
  const where = only ? [only.branch, only.project].filter(Boolean).join(" · ") : place;
  return (
    <aside className={css["panel"]} aria-label={`${row.code} ${row.name}`}>
      <header className={css["head"]}>
        <div>
          <p className={css["where"]}>
            {where} · {monthText(month, i18n.language)}
          </p>
          <h2 className={css["title"]}>
            {row.code} {row.name}
          </h2>
        </div>
        <IconButton label={t("page.close")} onClick={onClose}>
          <IconX size={18} />
        </IconButton>
      </header>
      {only ? (
        <OneCell id={only.cellId} onBack={cell.parts.length > 1 ? () => setPicked(undefined) : undefined} />
      ) : (
        <>
          <section className={css["section"]}>
            <CellFacts figures={cell} />
          </section>
          <CellParts parts={cell.parts} onPick={setPicked} />
        </>
      )}
    </aside>
  );
}

function OneCell({ id, onBack }: { id: string; onBack: (() => void) | undefined }) {
  const { t } = useTranslation("budgets");
  const { data, isError, error, refetch } = useQuery(cellQuery(id));
  if (isError) return <ErrorState title={t("ui:table.error")} error={error} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <section className={css["section"]}>
        <TextSkeleton lines={7} />
      </section>
    );
  return (
    <>
      <section className={css["section"]}>
        {onBack ? (
          <button type="button" className={css["back"]} onClick={onBack}>
            {t("page.back")}
          </button>
        ) : null}
        <CellFacts figures={data} grantedMinor={data.grantedMinor} />
        {data.closed ? <p className={css["note"]}>{t("closed")}</p> : null}
      </section>
      <CellLedger cell={data} />
      <CellWork cell={data} />
    </>
  );
}

function CellFacts({ figures, grantedMinor = 0 }: { figures: Figures; grantedMinor?: number }) {
  const { t } = useTranslation("budgets");
  const { planMinor, actualMinor, committedMinor, inWorkMinor, availableMinor, forecastMinor } = figures;
  const sum = (minor: number) => <Money minor={minor} short />;
  return (
    <>
      <BudgetBar
        planMinor={planMinor}
        factMinor={actualMinor}
        committedMinor={committedMinor}
        thisMinor={inWorkMinor}
        leftMinor={leftAfterMinor(figures, inWorkMinor)}
        height={12}
      />
      <div className={css["gap"]} />
      <FactsList
        sums
        facts={[
          { label: t("figure.plan"), value: sum(planMinor) },
          { label: <Mark colour="var(--bar-fact)">{t("ui:budget.fact")}</Mark>, value: sum(actualMinor) },
          { label: <Mark colour="var(--bar-commit)">{t("figure.committed")}</Mark>, value: sum(committedMinor) },
          ...(grantedMinor > 0 ? [{ label: t("figure.granted"), value: sum(grantedMinor) }] : []),
          {
            label: t("figure.available"),
            value: <Money minor={availableMinor} short tone={availableMinor < 0 ? "red" : "green"} />,
            strong: true,
          },
          { label: <Mark colour="var(--violet-dot)">{t("figure.inWork")}</Mark>, value: sum(inWorkMinor) },
          { label: t("figure.forecast"), value: sum(forecastMinor) },
        ]}
      />
    </>
  );
}

function Mark({ colour, children }: { colour: string; children: string }) {
  return (
    <span className={css["mark"]}>
      <span className={css["square"]} style={{ background: colour }} />
      {children}
    </span>
  );
}
