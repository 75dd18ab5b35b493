import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./DataTable.module.css";
import type { TableState } from "./dataTableTypes.ts";
import { EmptyState, ErrorState } from "../EmptyState.tsx";

interface Props {
  state: TableState;
  template: string;
  rowHeight: number;
  columns: number;
  empty: ReactNode;
  /** Why there are no rows. */
  error: unknown;
  onRetry: (() => void) | undefined;
  phone: boolean;
}

/** What stands in place of rows: skeleton rows in the final layout, the reason of emptiness, or the error. */
export function TableStateRows({ state, template, rowHeight, columns, empty, error, onRetry, phone }: Props) {
  const { t } = useTranslation("ui");
  if (state === "error") return <InRow>{<ErrorState title={t("table.error")} error={error} onRetry={onRetry} />}</InRow>;
  if (state === "ready") return <InRow>{empty ?? <EmptyState title={t("table.empty")} />}</InRow>;
  return (
    <div role="rowgroup">
      <div role="row" className="screen-reader">
        <span role="cell">{t("loading")}</span>
      </div>
      {Array.from({ length: 12 }, (_, row) => (
        <div
          key={row}
          aria-hidden
          className={css["row"]}
          style={{ gridTemplateColumns: phone ? "1fr" : template, height: phone ? 84 : rowHeight }}
        >
          {Array.from({ length: phone ? 1 : columns }, (_unused, cell) => (
            <span key={cell} className={css["bone"]} style={{ width: `${45 + ((row * 7 + cell * 13) % 40)}%` }} />
          ))}
        </div>
      ))}
    </div>
  );
}

function InRow({ children }: { children: ReactNode }) {
  return (
    <div role="rowgroup">
      <div role="row">
        <div role="cell">{children}</div>
      </div>
    </div>
  );
}
