import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { BranchDialog } from "./BranchDialog.tsx";
import { CostItemDialog } from "./CostItemDialog.tsx";
import { DepartmentDialog } from "./DepartmentDialog.tsx";
import { ListTable } from "./ListTable.tsx";
import { useBranchColumns, useCostItemColumns, useDepartmentColumns, useProjectColumns } from "./organisationColumns.tsx";
import { organisationQuery } from "./organisationQueries.ts";
import { ProjectDialog } from "./ProjectDialog.tsx";
import { asTree } from "./rows.ts";

export interface TabProps {
  /** Id of the opened row, or `new`. */
  rowId: string | undefined;
  add: ReactNode;
  onClose: () => void;
}

/** The row whose dialog is open: `undefined` for a new one, `null` when none is. */
function opened<Row extends { id: string }>(rows: readonly Row[] | undefined, rowId: string | undefined): Row | null | undefined {
  if (rowId === undefined || rows === undefined) return null;
  return rowId === "new" ? undefined : (rows.find((row) => row.id === rowId) ?? null);
}

const flat = <Row,>(row: Row) => ({ row, depth: 0 });

function useLists() {
  const { data, isError, refetch } = useQuery(organisationQuery);
  return { data, table: { failed: isError && data === undefined, onRetry: () => void refetch() } };
}

export function BranchesTab({ rowId, add, onClose }: TabProps) {
  const { t } = useTranslation("organisation");
  const { data, table } = useLists();
  const columns = useBranchColumns();
  const row = opened(data?.branches, rowId);
  return (
    <>
      <ListTable
        {...table}
        list="branches"
        title={t("tab.branches")}
        rows={data?.branches.map(flat)}
        columns={columns}
        emptyText={t("branches.empty")}
        add={add}
      />
      {row === null ? null : <BranchDialog key={rowId} row={row} onClose={onClose} />}
    </>
  );
}

export function DepartmentsTab({ rowId, add, onClose }: TabProps) {
  const { t } = useTranslation("organisation");
  const { data, table } = useLists();
  const columns = useDepartmentColumns();
  const row = opened(data?.departments, rowId);
  return (
    <>
      <ListTable
        {...table}
        list="departments"
        title={t("tab.departments")}
        rows={data && asTree(data.departments)}
        columns={columns}
        emptyText={t("departments.empty")}
        add={add}
      />
      {row === null ? null : <DepartmentDialog key={rowId} row={row} all={data?.departments ?? []} onClose={onClose} />}
    </>
  );
}

export function ProjectsTab({ rowId, add, onClose }: TabProps) {
  const { t } = useTranslation("organisation");
  const { data, table } = useLists();
  const columns = useProjectColumns();
  const row = opened(data?.projects, rowId);
  return (
    <>
      <ListTable
        {...table}
        list="projects"
        title={t("tab.projects")}
        rows={data?.projects.map(flat)}
        columns={columns}
        emptyText={t("projects.empty")}
        add={add}
      />
      {row === null ? null : <ProjectDialog key={rowId} row={row} onClose={onClose} />}
    </>
  );
}

export function CostItemsTab({ rowId, add, onClose }: TabProps) {
  const { t } = useTranslation("organisation");
  const { data, table } = useLists();
  const columns = useCostItemColumns();
  const row = opened(data?.costItems, rowId);
  return (
    <>
      <ListTable
        {...table}
        list="cost-items"
        title={t("tab.cost-items")}
        rows={data && asTree(data.costItems)}
        columns={columns}
        emptyText={t("costItems.empty")}
        add={add}
      />
      {row === null ? null : <CostItemDialog key={rowId} row={row} all={data?.costItems ?? []} onClose={onClose} />}
    </>
  );
}
