import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { now } from "../../lib/clock.ts";
import { dayOf } from "../../lib/dates.ts";
import { useNames } from "../../lib/reference.ts";
import { useUrlFilters } from "../../lib/urlFilters.ts";
import { EmptyState, ErrorState } from "../../ui/EmptyState.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import { Segmented } from "../../ui/table/SavedTabs.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { BudgetLegendLine } from "./BudgetLegendLine.tsx";
import css from "./BudgetPage.module.css";
import { BudgetPhone } from "./BudgetPhone.tsx";
import { BudgetSelectors } from "./BudgetSelectors.tsx";
import { BudgetTable } from "./BudgetTable.tsx";
import { budgetGrid } from "./budgetGrid.ts";
import type { BudgetGrid } from "./budgetGrid.ts";
import { MODES } from "./budgetMode.ts";
import type { CellPlace } from "./budgetMode.ts";
import { gridQuery } from "./budgetQueries.ts";
import { CellPanel } from "./CellPanel.tsx";

/** The budget of a year: cost items by months, and what a cell is made of beside it. */
export default function BudgetPage() {
  const { t } = useTranslation("budgets");
  const url = useUrlFilters();
  const phone = useMediaQuery("(max-width: 767px)", false, { getInitialValueInEffect: false });
  const today = dayOf(now());
  const year = Number(url.get("year") ?? today.slice(0, 4));
  const [branchId, project] = [url.get("branchId"), url.get("projectId")];
  const noProject = project === "none";
  const lines = useQuery(gridQuery({ year, branchId, projectId: noProject ? undefined : project }));
  const grid = useMemo(
    () => budgetGrid((lines.data?.lines ?? []).filter((line) => !noProject || line.project === null)),
    [lines.data, noProject],
  );
  const mode = MODES.find((name) => name === url.get("mode")) ?? "taken";
  const chosen = placeOf(url.get("cell"));
  const choose = (place: CellPlace) => url.set({ cell: `${place.itemId}.${place.month + 1}` });
  const currentMonth = year === Number(today.slice(0, 4)) ? Number(today.slice(5, 7)) - 1 : null;
  const month = Number(url.get("month") ?? (currentMonth ?? 0) + 1) - 1;
  return (
    <>
      <PageHeader
        title={t("page.title", { year })}
        actions={
          phone ? null : (
            <Segmented
              label={t("page.mode.label")}
              value={mode}
              options={MODES.map((value) => ({ value, label: t(`page.mode.${value}`) }))}
              onChange={(next) => url.set({ mode: next === "taken" ? undefined : next })}
            />
          )
        }
      >
        <BudgetSelectors url={url} year={year} />
      </PageHeader>
      <BudgetLegendLine
        mode={mode}
        aside={lines.isSuccess && grid.groups.length > 0 ? <Over grid={grid} chosen={chosen} onChoose={choose} /> : null}
      />
      {lines.isPending ? (
        <PageSkeleton />
      ) : lines.isError ? (
        <ErrorState title={t("ui:table.error")} error={lines.error} onRetry={() => void lines.refetch()} />
      ) : grid.groups.length === 0 ? (
        <EmptyState title={t("page.emptyTitle", { year })} text={t("page.emptyText")} />
      ) : phone ? (
        <BudgetPhone
          grid={grid}
          year={year}
          month={month}
          onMonth={(next) => url.set({ month: String(next + 1) })}
          onChoose={choose}
        />
      ) : (
        <div className={css["body"]}>
          <BudgetTable grid={grid} mode={mode} year={year} currentMonth={currentMonth} chosen={chosen} onChoose={choose} />
          <ChosenCell grid={grid} chosen={chosen} year={year} onClose={() => url.set({ cell: undefined })} />
        </div>
      )}
      <Modal
        opened={phone && chosen !== null}
        onClose={() => url.set({ cell: undefined })}
        fullScreen
        withCloseButton={false}
        padding={0}
      >
        <ChosenCell grid={grid} chosen={chosen} year={year} onClose={() => url.set({ cell: undefined })} />
      </Modal>
    </>
  );
}

interface OverProps {
  grid: BudgetGrid;
  chosen: CellPlace | null;
  onChoose: (place: CellPlace) => void;
}

/** How many cells are over; each press opens the next of them. */
function Over({ grid: { over }, chosen, onChoose }: OverProps) {
  const { t } = useTranslation("budgets");
  const at = over.findIndex(({ itemId, month }) => itemId === chosen?.itemId && month === chosen.month);
  const next = over[(at + 1) % over.length];
  if (!next) return <span className={css["fine"]}>{t("page.noOver")}</span>;
  return (
    <button type="button" className={css["over"]} title={t("page.overNext")} onClick={() => onChoose(next)}>
      <IconAlertTriangle size={16} aria-hidden /> {t("page.over", { count: over.length })}
    </button>
  );
}

interface ChosenProps {
  grid: BudgetGrid;
  chosen: CellPlace | null;
  year: number;
  onClose: () => void;
}

function ChosenCell({ grid, chosen, year, onClose }: ChosenProps) {
  const { t } = useTranslation("budgets");
  const url = useUrlFilters();
  const names = useNames();
  const row = grid.groups.flatMap((group) => group.rows).find(({ itemId }) => itemId === chosen?.itemId);
  const cell = chosen ? row?.months[chosen.month] : undefined;
  if (!chosen || !row || !cell) return null;
  return (
    <CellPanel
      key={`${row.itemId}.${chosen.month}`}
      row={row}
      cell={cell}
      month={`${year}-${String(chosen.month + 1).padStart(2, "0")}`}
      place={names.branch(url.get("branchId")) ?? t("page.allBranches")}
      onClose={onClose}
    />
  );
}

function placeOf(text: string | undefined): CellPlace | null {
  const [itemId, month] = text?.split(".") ?? [];
  return itemId && month ? { itemId, month: Number(month) - 1 } : null;
}
