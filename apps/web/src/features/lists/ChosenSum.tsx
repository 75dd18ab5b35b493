import { Money } from "../../ui/value/Money.tsx";

interface Summed {
  currency?: string | null | undefined;
  /** Minor units; absent where the reader may not see it. */
  amountMinor?: number | null | undefined;
}

/** What the chosen rows come to, currency by currency. */
export function ChosenSum({ rows, whole }: { rows: readonly Summed[]; whole?: boolean }) {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of rows) {
    if (currency && typeof amountMinor === "number") sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  }
  return [...sums].map(([currency, minor]) => (
    <Money key={currency} minor={minor} currency={currency} short={!whole} strong={whole ?? false} />
  ));
}
