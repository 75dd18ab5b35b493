import css from "./BudgetTable.module.css";
import { takenOf } from "./budgetGrid.ts";
import type { Figures } from "./budgetGrid.ts";

/** Three pixels under the figures of a cell; the figures say the same, so the reader skips it. */
export function MiniBar({ figures }: { figures: Figures }) {
  const { planMinor, actualMinor, availableMinor } = figures;
  const taken = takenOf(figures);
  const scale = Math.max(planMinor, taken);
  if (scale === 0) return <span className={css["noBar"]} aria-hidden />;
  const over = Math.max(0, -availableMinor);
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
