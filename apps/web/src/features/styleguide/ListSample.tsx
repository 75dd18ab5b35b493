import { useState } from "react";
import { useTranslation } from "react-i18next";
import { now } from "../../lib/clock.ts";
import { dayOf } from "../../lib/dates.ts";
import { BulkBar } from "../../ui/table/BulkBar.tsx";
import { Button } from "../../ui/action/Button.tsx";
import { DataTable } from "../../ui/table/DataTable.tsx";
import type { Column, TableState } from "../../ui/table/dataTableTypes.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FilterBar } from "../../ui/table/FilterBar.tsx";
import { FilterOptions } from "../../ui/table/FilterOptions.tsx";
import { SavedTabs } from "../../ui/table/SavedTabs.tsx";
import { DueText } from "../../ui/value/DueText.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { PersonName } from "../../ui/value/PersonName.tsx";
import { PriorityMark } from "../../ui/value/PriorityMark.tsx";
import type { Priority } from "../../ui/value/PriorityMark.tsx";
import { StatusPill } from "../../ui/value/StatusPill.tsx";
import samples from "./samples.json";

interface Row {
  id: string;
  number: string;
  title: string;
  status: string;
  priority: Priority;
  assignee: string;
  branch: string;
  dueIn: number;
  amountMinor: number | null;
}

// reason: JSON widens the priority codes to string
const seed = samples.rows as Row[];

/** Two hundred rows out of the eleven, so that scrolling and virtual rows can be seen. */
const rows = Array.from({ length: 200 }, (_, index) => ({ ...seedAt(index), id: String(index) }));

function seedAt(index: number): Row {
  const row = seed[index % seed.length];
  if (!row) throw new Error("no samples");
  return row;
}

const names = samples.columns;

const columns: Column<Row>[] = [
  { id: "number", header: names.number, width: "132px", render: (row) => row.number, quiet: true, sticky: true, card: "meta" },
  { id: "title", header: names.title, width: "minmax(200px, 1fr)", render: (row) => row.title, main: true },
  { id: "status", header: names.status, width: "172px", render: (row) => <StatusPill kind="request" status={row.status} /> },
  {
    id: "priority",
    header: <PriorityMark priority="high" />,
    name: names.priority,
    width: "20px",
    render: (row) => <PriorityMark priority={row.priority} />,
  },
  { id: "assignee", header: names.assignee, width: "168px", render: (row) => <PersonName name={row.assignee} /> },
  { id: "branch", header: names.branch, width: "72px", render: (row) => row.branch, quiet: true },
  { id: "due", header: names.due, width: "112px", sortBy: "dueAt", render: (row) => <DueText value={inDays(row.dueIn)} /> },
  {
    id: "amount",
    header: names.amount,
    width: "124px",
    align: "right",
    sortBy: "amountMinor",
    render: (row) => <Money minor={row.amountMinor} />,
    card: "aside",
  },
];

function inDays(days: number): string {
  return dayOf(new Date(now().getTime() + days * 86_400_000));
}

/** The list of requests as the mock-up draws it; `state` shows the other faces of the table. */
export function ListSample({ state = "ready" }: { state?: TableState | "empty" }) {
  const { t } = useTranslation("ui");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [selected, onSelect] = useState<ReadonlySet<string>>(new Set(["2", "8"]));
  const [sort, onSort] = useState("dueAt");
  const filters = [
    { id: "status", label: samples.filters.status, value: samples.filters.statusValue, edit: () => null },
    {
      id: "branch",
      label: samples.filters.branch,
      value: chosen.length > 0 ? chosen.join(", ") : undefined,
      edit: () => (
        <FilterOptions
          options={samples.filters.options.map((value) => ({ value, label: value }))}
          chosen={chosen}
          onChange={setChosen}
        />
      ),
    },
  ];
  return (
    <>
      <SavedTabs
        label={samples.title}
        current="open"
        tabs={samples.tabs.map(([id, label, count]) => ({
          id: String(id),
          label: String(label),
          count: Number(count),
          urgent: id === "late",
          to: "/requests",
        }))}
      />
      <FilterBar filters={filters} onClear={() => setChosen([])} onReset={() => setChosen([])} aside={samples.filters.order} />
      <DataTable
        label={samples.title}
        columns={columns}
        rows={state === "ready" ? rows : []}
        rowId={(row) => row.id}
        rowHref={(row) => `/requests/${row.id}`}
        sort={sort}
        onSort={onSort}
        selection={{ selected, onSelect }}
        state={state === "empty" ? "ready" : state}
        onRetry={() => undefined}
        empty={
          <EmptyState title={samples.empty.title} text={samples.empty.text} actions={<Button>{t("filter.reset")}</Button>} />
        }
        bulk={
          <BulkBar count={selected.size} sum={<Money minor={645976900} short />} onClear={() => onSelect(new Set())}>
            {samples.bulk.map((name) => (
              <Button key={name} small>
                {name}
              </Button>
            ))}
          </BulkBar>
        }
        footer={
          <>
            <span>{t("table.shown", { shown: rows.length, total: rows.length })}</span>
            <Money minor={6184720350} strong />
          </>
        }
      />
    </>
  );
}
