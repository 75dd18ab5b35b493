import { useId } from "react";
import type { ReactNode } from "react";
import css from "./Card.module.css";
import { classes } from "./classes.ts";

interface Props {
  title?: ReactNode;
  /** Beside the title in pale: «3 из 4». */
  count?: ReactNode;
  /** Right of the head: pale words, links, small buttons. */
  actions?: ReactNode;
  footer?: ReactNode;
  /** Without inner space: for tables and lists that bring their own. */
  flush?: boolean;
  /** Anchor for links that lead to a cure. */
  id?: string;
  children: ReactNode;
}

/** One subject on a page. Never a card in a card. */
export function Card({ title, count, actions, footer, flush, id, children }: Props) {
  const titleId = useId();
  return (
    <section className={css["card"]} id={id} aria-labelledby={title ? titleId : undefined}>
      {title ? (
        <header className={css["head"]}>
          <h2 className={css["title"]} id={titleId}>
            {title}
            {count === undefined ? null : <span className={css["count"]}> {count}</span>}
          </h2>
          {actions ? <div className={css["actions"]}>{actions}</div> : null}
        </header>
      ) : null}
      <div className={classes(css["body"], flush && css["flush"])}>{children}</div>
      {footer ? <footer className={css["footer"]}>{footer}</footer> : null}
    </section>
  );
}
