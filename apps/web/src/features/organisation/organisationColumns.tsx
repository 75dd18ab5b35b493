import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dayText } from "../../lib/dates.ts";
import { labelIn, useNames } from "../../lib/reference.ts";
import { classes } from "../../ui/classes.ts";
import type { Column } from "../../ui/table/dataTableTypes.ts";
import css from "./Organisation.module.css";
import type { Branch, CostItem, Department, Project, Rate } from "./organisationQueries.ts";
import { rateText } from "./rateEntry.ts";
import type { Placed } from "./rows.ts";

const NOTHING = "–";
const STEP = 20;

interface NameProps {
  name: ReactNode;
  active: boolean;
  depth?: number;
  group?: boolean;
}

/** The name of a row at its depth of the tree; a retired one is pale and says so. */
function Name({ name, active, depth = 0, group }: NameProps) {
  const { t } = useTranslation("organisation");
  const look = classes(css["line"], group && css["group"], depth > 0 && css["item"], !active && css["retired"]);
  return (
    <span className={look} style={{ paddingLeft: depth * STEP }}>
      <span>{name}</span>
      {active ? null : <span className={css["mark"]}>{t("retiredMark")}</span>}
    </span>
  );
}

export function useBranchColumns(): Column<Placed<Branch>>[] {
  const { t, i18n } = useTranslation("organisation");
  return [
    {
      id: "name",
      header: t("field.name"),
      width: "minmax(220px, 1.4fr)",
      main: true,
      render: ({ row }) => <Name name={labelIn(row.name, i18n.language)} active={row.active} />,
    },
    { id: "code", header: t("field.code"), width: "96px", quiet: true, card: "aside", render: ({ row }) => row.code },
    { id: "city", header: t("field.city"), width: "minmax(140px, 1fr)", render: ({ row }) => labelIn(row.city, i18n.language) },
    { id: "bin", header: t("field.bin"), width: "132px", quiet: true, card: "hidden", render: ({ row }) => row.bin ?? NOTHING },
    { id: "head", header: t("field.head"), width: "minmax(180px, 1fr)", render: ({ row }) => row.personName ?? t("nobody") },
  ];
}

export function useDepartmentColumns(): Column<Placed<Department>>[] {
  const { t, i18n } = useTranslation("organisation");
  return [
    {
      id: "name",
      header: t("field.name"),
      width: "minmax(260px, 1.6fr)",
      main: true,
      render: ({ row, depth }) => <Name name={labelIn(row.name, i18n.language)} active={row.active} depth={depth} />,
    },
    { id: "code", header: t("field.code"), width: "96px", quiet: true, card: "aside", render: ({ row }) => row.code },
    { id: "head", header: t("field.head"), width: "minmax(180px, 1fr)", render: ({ row }) => row.personName ?? t("nobody") },
  ];
}

export function useProjectColumns(): Column<Placed<Project>>[] {
  const { t } = useTranslation("organisation");
  const names = useNames();
  const days = ({ fromDate, toDate }: Project) =>
    fromDate || toDate ? `${fromDate ? dayText(fromDate) : "…"} – ${toDate ? dayText(toDate) : "…"}` : NOTHING;
  return [
    {
      id: "name",
      header: t("field.name"),
      width: "minmax(220px, 1.6fr)",
      main: true,
      render: ({ row }) => <Name name={row.name} active={row.active} />,
    },
    { id: "code", header: t("field.code"), width: "96px", quiet: true, card: "aside", render: ({ row }) => row.code },
    {
      id: "branch",
      header: t("lists:branch"),
      width: "minmax(140px, 0.8fr)",
      render: ({ row }) => (row.branchId ? names.branch(row.branchId) : t("projects.everywhere")),
    },
    { id: "owner", header: t("field.owner"), width: "minmax(160px, 1fr)", render: ({ row }) => row.personName ?? t("nobody") },
    { id: "days", header: t("field.days"), width: "176px", quiet: true, render: ({ row }) => days(row) },
  ];
}

export function useCostItemColumns(): Column<Placed<CostItem>>[] {
  const { t, i18n } = useTranslation("organisation");
  return [
    {
      id: "name",
      header: t("field.name"),
      width: "minmax(280px, 1.8fr)",
      main: true,
      render: ({ row, depth }) => (
        <Name name={labelIn(row.name, i18n.language)} active={row.active} depth={depth} group={row.kind === "group"} />
      ),
    },
    { id: "code", header: t("field.code"), width: "96px", quiet: true, card: "aside", render: ({ row }) => row.code },
    { id: "kind", header: t("field.kind"), width: "160px", quiet: true, render: ({ row }) => t(`kind.${row.kind}`) },
    { id: "knp", header: t("field.knp"), width: "80px", quiet: true, card: "hidden", render: ({ row }) => row.knp ?? NOTHING },
    {
      id: "seen",
      header: t("field.seen"),
      width: "minmax(140px, 0.8fr)",
      quiet: true,
      render: ({ row }) => (row.kind === "group" ? null : t(row.restricted ? "costItems.few" : "costItems.all")),
    },
  ];
}

export function useRateColumns(): Column<Rate>[] {
  const { t } = useTranslation("organisation");
  return [
    { id: "day", header: t("field.onDate"), width: "140px", main: true, render: (row) => dayText(row.onDate) },
    { id: "currency", header: t("field.currency"), width: "120px", render: (row) => row.currency },
    {
      id: "rate",
      header: t("field.tenge"),
      width: "140px",
      align: "right",
      card: "aside",
      render: (row) => rateText(row.rateMicro),
    },
  ];
}
