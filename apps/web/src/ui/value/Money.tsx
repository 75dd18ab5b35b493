import { moneyParts } from "../../lib/money.ts";
import css from "./Money.module.css";
import { classes } from "../classes.ts";

interface Props {
  /** Amount in minor units (tiyn); null and undefined show a dash. */
  minor: number | null | undefined;
  currency?: string;
  /** Leaves the tiyn out when they are zero (summaries, my day). */
  short?: boolean;
  /** Shows + before positive amounts. */
  signed?: boolean;
  strong?: boolean;
  tone?: "green" | "red" | "violet" | undefined;
}

/** Money, never cut or wrapped: `<Money minor={247800000} />` shows 2 478 000,00 ₸ with pale tiyn. */
export function Money({ minor, currency = "KZT", short, signed, strong, tone }: Props) {
  if (minor === null || minor === undefined) return <span className={css["none"]}>–</span>;
  const parts = moneyParts(minor, currency);
  return (
    <span
      className={classes(css["money"], strong && css["strong"])}
      data-tone={tone}
      style={tone ? { color: "var(--tone)" } : undefined}
    >
      {signed && minor > 0 ? "+" : parts.sign}
      {parts.whole}
      {short && parts.fraction === "00" ? null : <span className={css["fraction"]}>,{parts.fraction}</span>}
      {"\u00a0"}
      {parts.currency}
    </span>
  );
}
