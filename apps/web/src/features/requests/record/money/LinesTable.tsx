import { lineTotalMinor, linesTotalMinor } from "@tartip/domain/requests/lines";
import type { Line } from "@tartip/domain/requests/lines";
import type { LineColumn, RequestField } from "@tartip/domain/requests/type";
import { useTranslation } from "react-i18next";
import { labelIn } from "../../../../lib/reference.ts";
import { Money } from "../../../../ui/value/Money.tsx";
import css from "../Record.module.css";

/** What is to be bought, line by line, with its total. */
export function LinesTable({ field, value, moneyVisible }: { field: RequestField; value: unknown; moneyVisible: boolean }) {
  const { t, i18n } = useTranslation("record");
  // reason: the server keeps only lines that packages/domain/src/requests/lines.ts has cleaned
  const lines = Array.isArray(value) ? (value as Line[]) : [];
  const columns = (field.columns ?? []).filter((column) => moneyVisible || column !== "estPrice");
  const priced = columns.includes("estPrice");
  const total = linesTotalMinor(lines);
  const name = labelIn(field.label, i18n.language);
  return (
    <div className={css["tableBox"]} tabIndex={0} role="region" aria-label={name}>
      <table className={css["table"]}>
        <thead>
          <tr>
            <th scope="col">№</th>
            {columns.map((column) => (
              <th key={column} scope="col" data-number={isNumber(column) || undefined}>
                {t(`lines.${column}`)}
              </th>
            ))}
            {priced ? (
              <th scope="col" data-number>
                {t("lines.sum")}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={index}>
              <td>{index + 1}</td>
              {columns.map((column) => (
                <td key={column} data-column={column} data-number={isNumber(column) || undefined}>
                  {column === "estPrice" ? (
                    <Money minor={Number(line.estPrice ?? 0)} short />
                  ) : column === "qty" ? (
                    textIn(line.qty)
                  ) : (
                    (line[column] ?? "")
                  )}
                </td>
              ))}
              {priced ? (
                <td data-number>
                  <Money minor={lineTotalMinor(line)} short />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
        {priced ? (
          <tfoot>
            <tr>
              <td colSpan={columns.length + 1}>{t("lines.total")}</td>
              <td data-number>
                <Money minor={total} strong />
              </td>
            </tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}

function isNumber(column: LineColumn): boolean {
  return column === "qty" || column === "estPrice";
}

/** Decimal text of the server in our notation. */
function textIn(value: string | undefined): string {
  return (value ?? "").replace(".", ",");
}
