import { useTranslation } from "react-i18next";
import { moneyText } from "../../lib/money.ts";
import css from "./BudgetBar.module.css";

export interface BudgetNumbers {
  /** All in minor units of the base currency. */
  planMinor: number;
  factMinor: number;
  committedMinor: number;
  /** The record at hand; 0 when none. */
  thisMinor?: number;
  /** What is left with all of these, as the server says; negative when over the plan. */
  leftMinor: number;
}

interface Props extends BudgetNumbers {
  /** 3 cell, 6 row, 8 form, 12 facts. */
  height?: 3 | 6 | 8 | 12;
}

/** Fact, commitments, this record and what goes over the plan. The numbers must stand beside it in words. */
export function BudgetBar({ planMinor, factMinor, committedMinor, thisMinor = 0, leftMinor, height = 6 }: Props) {
  const { t } = useTranslation("ui");
  const total = factMinor + committedMinor + thisMinor;
  const scale = Math.max(planMinor, total, 1);
  const over = Math.max(0, -leftMinor);
  const name = t("budget.bar", {
    plan: moneyText(planMinor),
    taken: moneyText(factMinor + committedMinor),
    left: moneyText(leftMinor),
  });
  return (
    <svg className={css["bar"]} width="100%" height={height} role="img" aria-label={name} preserveAspectRatio="none">
      <title>{name}</title>
      <rect width="100%" height="100%" fill="var(--bar-track)" />
      {parts({ factMinor, committedMinor, thisMinor, over }).map((part) => (
        <rect
          key={part.fill}
          x={percent(part.from / scale)}
          width={percent(part.size / scale)}
          height="100%"
          fill={part.fill}
          stroke="var(--surface)"
          strokeWidth={height > 3 ? 0.5 : 0}
        />
      ))}
    </svg>
  );
}

/** Segments from left to right; what is over is cut off the end of the last ones. */
function parts({
  factMinor,
  committedMinor,
  thisMinor,
  over,
}: {
  factMinor: number;
  committedMinor: number;
  thisMinor: number;
  over: number;
}) {
  const total = factMinor + committedMinor + thisMinor;
  const limit = total - over;
  const raw = [
    { fill: "var(--bar-fact)", from: 0, size: factMinor },
    { fill: "var(--bar-commit)", from: factMinor, size: committedMinor },
    { fill: "var(--violet-dot)", from: factMinor + committedMinor, size: thisMinor },
  ];
  const within = raw.map((part) => ({ ...part, size: Math.max(0, Math.min(part.size, limit - part.from)) }));
  return [...within, { fill: "var(--red-dot)", from: limit, size: over }].filter((part) => part.size > 0);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

/** What remains of the plan, or in red by how much (and per cent) it is exceeded. */
export function BudgetRemainder({ planMinor, leftMinor }: Pick<BudgetNumbers, "planMinor" | "leftMinor">) {
  const { t } = useTranslation("ui");
  if (leftMinor >= 0)
    return <span className={css["left"]}>{t("budget.left", { amount: moneyText(leftMinor, "KZT", true) })}</span>;
  const percentOver = planMinor > 0 ? Math.round((-leftMinor / planMinor) * 1000) / 10 : null;
  const amount = moneyText(-leftMinor, "KZT", true);
  return (
    <span className={css["over"]}>
      {percentOver === null
        ? t("budget.over", { amount })
        : t("budget.overPercent", { amount, percent: String(percentOver).replace(".", ",") })}
    </span>
  );
}

/** What the colours mean; `parts` in the order of the bar. */
export function BudgetLegend({ withThis = true }: { withThis?: boolean }) {
  const { t } = useTranslation("ui");
  const marks = [
    ["var(--bar-fact)", "budget.fact"],
    ["var(--bar-commit)", "budget.committed"],
    ...(withThis ? [["var(--violet-dot)", "budget.this"]] : []),
    ["var(--red-dot)", "budget.overLimit"],
  ] as const;
  return (
    <span className={css["legend"]}>
      {marks.map(([colour = "", key = ""]) => (
        <span key={key} className={css["mark"]}>
          <span className={css["square"]} style={{ background: colour }} />
          {t(key)}
        </span>
      ))}
    </span>
  );
}
