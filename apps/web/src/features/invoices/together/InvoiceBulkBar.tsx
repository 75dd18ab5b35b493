import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/action/Button.tsx";
import { BulkBar } from "../../../ui/table/BulkBar.tsx";
import { ChosenSum } from "../../lists/ChosenSum.tsx";
import type { InvoiceRow } from "../invoiceQueries.ts";
import { fitFor, type TogetherKind } from "./together.ts";
import { TogetherDialog } from "./TogetherDialog.tsx";

const KINDS: readonly TogetherKind[] = ["send", "pay"];

/** What who pays can do with the chosen invoices at once. */
export function InvoiceBulkBar({ rows, onClear }: { rows: readonly InvoiceRow[]; onClear: () => void }) {
  const { t } = useTranslation("invoices");
  const [doing, setDoing] = useState<{ kind: TogetherKind; rows: readonly InvoiceRow[] }>();
  return (
    <>
      <BulkBar count={rows.length} sum={<ChosenSum rows={rows} />} onClear={onClear}>
        {KINDS.every((kind) => fitFor(kind, rows).length === 0) ? t("together.none") : null}
        {KINDS.map((kind) => {
          const fit = fitFor(kind, rows);
          return fit.length === 0 ? null : (
            <Button key={kind} small kind="primary" onClick={() => setDoing({ kind, rows: fit })}>
              {t(`together.${kind}`, { count: fit.length })}
            </Button>
          );
        })}
      </BulkBar>
      {doing ? <TogetherDialog {...doing} onClose={() => setDoing(undefined)} onSent={onClear} /> : null}
    </>
  );
}
