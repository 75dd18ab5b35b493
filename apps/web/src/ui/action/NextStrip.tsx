import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./NextStrip.module.css";
import type { Tone } from "../../lib/statusLooks.ts";

interface Props {
  /** Colour of the left edge: that of the status. */
  tone: Tone;
  /** Who is awaited, since when, how long it usually takes. */
  current: ReactNode;
  /** Who is next and by which rule. */
  after?: ReactNode;
  /** What blocks, each with a link to the cure. */
  blocked?: ReactNode;
  /** Primary first; then what is not possible yet, pushed to the right by `aside`. */
  actions?: ReactNode;
  aside?: ReactNode;
}

/** «Что дальше»: now, then, in the way, and the actions. Stands above the fold of every record. */
export function NextStrip({ tone, current, after, blocked, actions, aside }: Props) {
  const { t } = useTranslation("ui");
  const lines = [
    { name: t("next.now"), value: current },
    { name: t("next.after"), value: after },
    { name: t("next.blocked"), value: blocked },
  ].filter((line) => line.value !== undefined && line.value !== null);
  return (
    <section className={css["strip"]} data-tone={tone} aria-label={t("next.title")}>
      <div className={css["top"]}>
        <h2 className={css["title"]} tabIndex={-1} data-next>
          {t("next.title")}
        </h2>
        <dl className={css["lines"]}>
          {lines.map((line) => (
            <div key={line.name} className={css["line"]}>
              <dt>{line.name}</dt>
              <dd>{line.value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {actions || aside ? (
        <div className={css["bottom"]}>
          <div className={css["actions"]}>{actions}</div>
          {aside ? <div className={css["aside"]}>{aside}</div> : null}
        </div>
      ) : null}
    </section>
  );
}
