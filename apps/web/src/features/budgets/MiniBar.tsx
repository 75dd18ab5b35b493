import css from "./BudgetTable.module.css";
import type { Figures } from "./budgetGrid.ts";

/** Three pixels under the figures of a cell; the figures say the same, so the reader skips it. */
export function MiniBar({ figures: { planMinor, actualMinor, committedMinor } }: { figures: Figures }) {
  const taken = actualMinor + committedMinor;
  const scale = Math.max(planMinor, taken);
  if (scale === 0) return <span className={css["noBar"]} aria-hidden />;
  const over = Math.max(0, taken - planMinor);
  const fact = Math.max(0, Math.min(actualMinor, taken - over));
  const commit = taken - over - fact;
  const share = (amount: number) => `${(amount / scale) * 100}%`;
  return (
    <span className={css["bar"]} aria-hidden>
      <span style={{ width: share(fact), background: "var(--bar-fact)" }} />
      <span style={{ width: share(commit), background: "var(--bar-commit)" }} />
      <span style={{ width: share(over), background: "var(--red-dot)" }} />
    </span>
  );
}
