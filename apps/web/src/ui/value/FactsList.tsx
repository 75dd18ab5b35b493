import type { ReactNode } from "react";
import css from "./FactsList.module.css";
import { classes } from "../classes.ts";
import { TextSkeleton } from "../Skeletons.tsx";

export interface Fact {
  label: ReactNode;
  /** Null, undefined and "" are shown as a dash; leave the fact out to hide it. */
  value: ReactNode;
  strong?: boolean;
  /** The value is still on its way: a pale line instead of a dash, which would say there is none. */
  waiting?: boolean;
}

/** Label and value in two columns: `<FactsList facts={[{ label: t("bin"), value: bin }]} />`. `sums` puts values to the right. */
export function FactsList({ facts, sums }: { facts: readonly Fact[]; sums?: boolean }) {
  return (
    <dl className={classes(css["facts"], sums && css["sums"])}>
      {facts.map(({ label, value, strong, waiting }, index) => (
        // Labels may repeat or be nodes; the list is drawn again as a whole.
        <div key={index} className={classes(css["fact"], strong && css["strong"])}>
          <dt>{label}</dt>
          <dd>{waiting ? <TextSkeleton lines={1} /> : value === null || value === undefined || value === "" ? "–" : value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A group of the right column with its heading: `<FactsGroup title={t("people")}>…</FactsGroup>`. */
export function FactsGroup({ title, note, children }: { title: ReactNode; note?: ReactNode; children: ReactNode }) {
  return (
    <section className={css["group"]}>
      <h2 className={css["heading"]}>{title}</h2>
      {note ? <p className={css["note"]}>{note}</p> : null}
      {children}
    </section>
  );
}
