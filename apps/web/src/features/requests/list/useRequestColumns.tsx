import { priorityOf } from "@tartip/domain/requests/type";
import { Tooltip } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNames } from "../../../lib/reference.ts";
import { DateText } from "../../../ui/value/DateText.tsx";
import { DueText } from "../../../ui/value/DueText.tsx";
import { Money } from "../../../ui/value/Money.tsx";
import { PersonName } from "../../../ui/value/PersonName.tsx";
import { PriorityMark } from "../../../ui/value/PriorityMark.tsx";
import { StatusPill } from "../../../ui/value/StatusPill.tsx";
import type { Column } from "../../../ui/table/dataTableTypes.ts";
import type { RequestColumnId, RequestRow } from "../requestQueries.ts";
import { typeIcon, typeNames } from "../../records/typeLook.ts";
import { AwaitedHint } from "./AwaitedHint.tsx";
import css from "./List.module.css";

type RequestColumn = Column<RequestRow, RequestColumnId>;

type Say = (key: string) => string;

/** Every column the list knows, in order; which are shown is the person's choice (`useColumnChoice`). */
export function useRequestColumns(): RequestColumn[] {
  const { t, i18n } = useTranslation("requests");
  const names = useNames();
  const types = new Map(typeNames(names.reference, i18n.language).map(({ code, label }) => [code, label]));
  const typeOf = (row: RequestRow) => types.get(row.typeCode) ?? row.typeCode;
  const text = (id: RequestColumnId, width: string, of: (row: RequestRow) => string | null | undefined): RequestColumn => ({
    id,
    header: t(`list.column.${id}`),
    width,
    quiet: true,
    card: "hidden",
    render: (row) => of(row) ?? "–",
  });
  return [
    ...headColumns(t, typeOf, (row) => typeIcon(names.reference, row.typeCode)),
    text("type", "176px", typeOf),
    ...stateColumns(t),
    text("counterparty", "200px", (row) => row.counterpartyName),
    { ...text("branch", "72px", (row) => names.branch(row.branchId)), card: "meta" },
    text("department", "168px", (row) => names.department(row.departmentId)),
    text("project", "168px", (row) => names.project(row.projectId)),
    ...dateColumns(t),
  ];
}

function headColumns(t: Say, typeOf: (row: RequestRow) => string, iconOf: (row: RequestRow) => Icon): RequestColumn[] {
  return [
    {
      id: "number",
      header: t("list.column.number"),
      width: "148px",
      quiet: true,
      sticky: true,
      sortBy: "number",
      card: "meta",
      render: (row) => <TypeNumber row={row} type={typeOf(row)} icon={iconOf(row)} />,
    },
    {
      id: "title",
      header: t("list.column.title"),
      width: "minmax(200px, 1fr)",
      main: true,
      sortBy: "title",
      render: (row) => <span title={row.title}>{row.title || t("list.untitled")}</span>,
    },
  ];
}

function stateColumns(t: Say): RequestColumn[] {
  return [
    { id: "status", header: t("list.column.status"), width: "188px", render: (row) => <Status row={row} /> },
    {
      id: "priority",
      header: <PriorityMark priority="high" />,
      name: t("list.column.priority"),
      width: "20px",
      render: (row) => <PriorityMark priority={priorityOf(row.priority)} />,
    },
    {
      id: "assignee",
      header: t("list.column.assignee"),
      width: "168px",
      render: (row) => <PersonName name={row.assigneeName} none={t(row.queueId ? "list.inQueue" : "list.nobody")} />,
    },
    {
      id: "author",
      header: t("list.column.author"),
      width: "168px",
      card: "hidden",
      render: (row) => <PersonName name={row.authorName} />,
    },
  ];
}

function dateColumns(t: Say): RequestColumn[] {
  return [
    {
      id: "created",
      header: t("list.column.created"),
      width: "112px",
      sortBy: "createdAt",
      card: "hidden",
      render: (row) => <DateText value={row.createdAt} />,
    },
    {
      id: "due",
      header: t("list.column.due"),
      width: "116px",
      sortBy: "dueAt",
      render: (row) => <DueText value={row.dueAt} settled={!row.open || row.status === "done"} />,
    },
    {
      id: "amount",
      header: t("list.column.amount"),
      width: "124px",
      align: "right",
      sortBy: "amount",
      card: "aside",
      render: (row) => <Money minor={row.amountMinor} currency={row.currency ?? "KZT"} />,
    },
  ];
}

function TypeNumber({ row, type, icon: Icon }: { row: RequestRow; type: string; icon: Icon }) {
  const { t } = useTranslation("requests");
  return (
    <span className={css["number"]} title={type}>
      <Icon size={16} stroke={1.6} role="img" aria-label={type} />
      {row.number ?? t("status:request.draft")}
    </span>
  );
}

function Status({ row }: { row: RequestRow }) {
  const { requestState } = useNames();
  const pill = <StatusPill kind="request" status={requestState(row)} />;
  if (row.awaited.length === 0) return pill;
  return (
    <Tooltip label={<AwaitedHint awaited={row.awaited} />} position="bottom-start">
      <span>{pill}</span>
    </Tooltip>
  );
}
