import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Fragment, useEffect } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./PageHeader.module.css";

export interface Crumb {
  label: string;
  /** Address; the last crumb has none. */
  to?: string;
}

interface Props {
  title: string;
  /** Pale, after the title: number of rows, a date. */
  count?: ReactNode;
  crumbs?: readonly Crumb[];
  /** Right of the crumbs: place in a queue, arrows. */
  crumbsAside?: ReactNode;
  /** Right of the title, as large as it: the amount of a record. */
  amount?: ReactNode;
  /** Right of the title: buttons. */
  actions?: ReactNode;
  /** Under the title: stepper, tabs. */
  children?: ReactNode;
}

/** Head of a page: crumbs, title (also of the browser tab), count, actions. */
export function PageHeader({ title, count, crumbs = [], crumbsAside, amount, actions, children }: Props) {
  const { t } = useTranslation("shell");
  useEffect(() => {
    document.title = `${title} · ${t("brand")}`;
  }, [title, t]);
  return (
    <header className={css["header"]}>
      {crumbs.length > 0 ? (
        <div className={css["row"]}>
          <Crumbs crumbs={crumbs} />
          <div className={css["aside"]}>{crumbsAside}</div>
        </div>
      ) : null}
      <div className={css["row"]}>
        <h1 className={css["title"]} tabIndex={-1}>
          {title}
          {count === undefined ? null : <span className={css["count"]}>{count}</span>}
        </h1>
        {amount ? <span className={css["amount"]}>{amount}</span> : null}
        {actions ? <div className={css["actions"]}>{actions}</div> : null}
      </div>
      {children}
    </header>
  );
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const { t } = useTranslation("ui");
  return (
    <nav className={css["crumbs"]} aria-label={t("crumbs")}>
      {crumbs.map(({ label, to }, index) => (
        <Fragment key={label}>
          {index > 0 ? <IconChevronRight size={14} aria-hidden /> : null}
          {to ? (
            <Link to={to} className={css["crumb"]}>
              {label}
            </Link>
          ) : (
            <span aria-current="page">{label}</span>
          )}
        </Fragment>
      ))}
    </nav>
  );
}
