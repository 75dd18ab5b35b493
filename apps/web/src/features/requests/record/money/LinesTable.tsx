import { lineTotalMinor, linesTotalMinor } from "@tartip/domain/requests/lines";
import type { Line } from "@tartip/domain/requests/lines";
import type { LineColumn, RequestField } from "@tartip/domain/requests/type";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { labelIn } from "../../../../lib/reference.ts";
import { PlainTable } from "../../../../ui/table/PlainTable.tsx";
import type { PlainColumn } from "../../../../ui/table/PlainTable.tsx";
import { Money } from "../../../../ui/value/Money.tsx";
import css from "../Record.module.css";

/** What is to be bought, line by line, with its total. */
export function LinesTable({ field, value, moneyVisible }: { field: RequestField; value: unknown; moneyVisible: boolean }) {
  const { t, i18n } = useTranslation("record");
  // reason: the server keeps only lines that packages/domain/src/requests/lines.ts has cleaned
  const lines = Array.isArray(value) ? (value as Line[]) : [];
  const asked = (field.columns ?? []).filter((column) => moneyVisible || column !== "estPrice");
  const priced = asked.includes("estPrice");
  const sum = {
    id: "sum",
    header: t("lines.sum"),
    number: true,
    render: (line: Line) => <Money minor={lineTotalMinor(line)} short />,
  };
  const columns: PlainColumn<Line>[] = [
    { id: "no", header: "№", render: (_, index) => index + 1 },
    ...asked.map((column) => ({
      id: column,
      header: t(`lines.${column}`),
      number: isNumber(column),
      render: (line: Line) => cellOf(line, column),
    })),
    ...(priced ? [sum] : []),
  ];
  return (
    <div className={css["lines"]}>
      <PlainTable
        label={labelIn(field.label, i18n.language)}
        columns={columns}
        rows={lines}
        rowId={(_, index) => index}
        total={priced ? { words: t("lines.total"), value: <Money minor={linesTotalMinor(lines)} strong /> } : undefined}
      />
    </div>
  );
}

function cellOf(line: Line, column: LineColumn): ReactNode {
  if (column === "estPrice") return <Money minor={Number(line.estPrice ?? 0)} short />;
  return column === "qty" ? textIn(line.qty) : (line[column] ?? "");
}

function isNumber(column: LineColumn): boolean {
  return column === "qty" || column === "estPrice";
}

/** Decimal text of the server in our notation. */
function textIn(value: string | undefined): string {
  return (value ?? "").replace(".", ",");
}
