import { Input, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { currencyOf } from "@tartip/domain/requests/scope";
import type { LineColumn } from "@tartip/domain/requests/type";
import type { ClipboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../../../ui/action/Button.tsx";
import { fieldProps } from "../../../../ui/input/fieldProps.tsx";
import { Money } from "../../../../ui/value/Money.tsx";
import { MoneyInput } from "../../../../ui/input/MoneyInput.tsx";
import { useForm } from "../FormContext.ts";
import type { FieldProps } from "../FormContext.ts";
import { draftTotalMinor, isBlank, pasteLines } from "../pasteLines.ts";
import type { DraftLine } from "../pasteLines.ts";
import { amountOfRows } from "../tableTotal.ts";
import css from "./Lines.module.css";

const TRACKS: Record<LineColumn, string> = {
  name: "minmax(140px, 2fr)",
  spec: "minmax(100px, 1.4fr)",
  qty: "60px",
  unit: "56px",
  estPrice: "124px",
};

/** A table of goods: typed cell by cell or pasted from a spreadsheet, summed as paper does. */
export function LinesField({ field, common }: FieldProps) {
  const { t } = useTranslation("requests");
  const { type, values, set } = useForm();
  const columns = field.columns ?? [];
  const lines = linesOf(values[field.key]);
  const shown = lines.length > 0 ? lines : [{}];
  const priced = columns.includes("estPrice");
  const template = [...columns.map((column) => TRACKS[column]), ...(priced ? ["116px"] : []), "32px"].join(" ");
  const { label, error, description } = fieldProps(common);
  function put(next: DraftLine[]) {
    set(field.key, next);
    for (const [amount, total] of Object.entries(amountOfRows(type, values, field.key, next))) set(amount, total);
  }
  const table: TableProps = { fieldKey: field.key, columns, priced, template, shown, currency: currencyOf(type, values), put };
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      error={error}
      description={description}
      inputWrapperOrder={["label", "input", "error", "description"]}
    >
      <div className={css["table"]} id={`field-${field.key}`} tabIndex={-1}>
        <div role="table" aria-label={t("form.lines.table")}>
          <Head {...table} />
          {shown.map((line, row) => (
            <Line key={row} {...table} line={line} row={row} />
          ))}
        </div>
        <Foot {...table} />
      </div>
    </Input.Wrapper>
  );
}

interface TableProps {
  fieldKey: string;
  columns: readonly LineColumn[];
  /** Whether the lines have prices, and so sums. */
  priced: boolean;
  /** Widths of the columns. */
  template: string;
  shown: readonly DraftLine[];
  currency: string;
  put: (next: DraftLine[]) => void;
}

function Head({ columns, priced, template }: TableProps) {
  const { t } = useTranslation("requests");
  return (
    <div className={css["head"]} role="row" style={{ gridTemplateColumns: template }}>
      {columns.map((column) => (
        <span key={column} role="columnheader" data-right={column === "estPrice" || undefined}>
          {t(`form.lines.${column}`)}
        </span>
      ))}
      {priced ? (
        <span role="columnheader" data-right>
          {t("form.lines.sum")}
        </span>
      ) : null}
      <span role="columnheader" className="screen-reader">
        {t("ui:remove")}
      </span>
    </div>
  );
}

/** One line; what is pasted into a cell covers the lines from it on. */
function Line({
  fieldKey,
  columns,
  priced,
  template,
  shown,
  currency,
  put,
  line,
  row,
}: TableProps & { line: DraftLine; row: number }) {
  const change = (part: DraftLine) => put(shown.map((one, index) => (index === row ? { ...one, ...part } : one)));
  function paste(event: ClipboardEvent, column: LineColumn) {
    const pasted = pasteLines(event.clipboardData.getData("text"), columns, column);
    if (!pasted) return;
    event.preventDefault();
    const covered = pasted.map((one, index) => ({ ...shown[row + index], ...one }));
    put([...shown.slice(0, row), ...covered, ...shown.slice(row + pasted.length)]);
  }
  return (
    <div className={css["row"]} role="row" style={{ gridTemplateColumns: template }}>
      {columns.map((column) => (
        <div key={column} role="cell" data-column={column} onPasteCapture={(event) => paste(event, column)}>
          <Cell
            path={`${fieldKey}.${row}.${column}`}
            column={column}
            row={row}
            line={line}
            currency={currency}
            onChange={change}
          />
        </div>
      ))}
      {priced ? (
        <span role="cell" className={css["sum"]}>
          {isBlank(line) ? null : <Money minor={draftTotalMinor(line)} currency={currency} />}
        </span>
      ) : null}
      <span role="cell">
        <RemoveButton row={row} onPress={() => put(shown.filter((_, index) => index !== row))} />
      </span>
    </div>
  );
}

function RemoveButton({ row, onPress }: { row: number; onPress: () => void }) {
  const { t } = useTranslation("requests");
  return (
    <IconButton label={t("form.lines.remove", { row: row + 1 })} onClick={onPress}>
      <IconX size={16} />
    </IconButton>
  );
}

function Foot({ priced, shown, currency, put }: TableProps) {
  const { t } = useTranslation("requests");
  const total = shown.reduce((sum, line) => sum + draftTotalMinor(line), 0);
  return (
    <div className={css["foot"]}>
      <Button kind="quiet" small icon={<IconPlus size={16} />} onClick={() => put([...shown, {}])}>
        {t("form.lines.add")}
      </Button>
      <span className={css["hint"]}>{t("form.lines.paste")}</span>
      {priced ? (
        <span className={css["total"]}>
          {t("form.lines.total")} <Money minor={total} currency={currency} strong />
        </span>
      ) : null}
    </div>
  );
}

interface CellProps {
  path: string;
  column: LineColumn;
  row: number;
  line: DraftLine;
  currency: string;
  onChange: (change: DraftLine) => void;
}

function Cell({ path, column, row, line, currency, onChange }: CellProps) {
  const { t } = useTranslation("requests");
  const { errorOf } = useForm();
  const error = errorOf(path);
  const words = t(`form.lines.${column}`);
  const label = <span aria-label={t("form.lines.cell", { column: words, row: row + 1 })}>{words}</span>;
  const kept = line[column];
  if (column === "estPrice") {
    return (
      <MoneyInput
        name={path}
        label={label}
        error={error}
        currency={currency}
        value={kept ?? null}
        onChange={(estPrice) => onChange({ estPrice })}
      />
    );
  }
  return (
    <TextInput
      id={`field-${path}`}
      label={label}
      error={error}
      autoComplete="off"
      inputMode={column === "qty" ? "decimal" : "text"}
      value={kept === null || kept === undefined ? "" : String(kept)}
      onChange={(event) => onChange({ [column]: event.target.value })}
    />
  );
}

function linesOf(value: unknown): DraftLine[] {
  // reason: this field alone writes the table, in this shape; the server keeps it as it is
  return Array.isArray(value) ? (value as DraftLine[]) : [];
}
