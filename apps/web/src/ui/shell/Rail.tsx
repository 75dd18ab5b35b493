import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { classes } from "../classes.ts";
import { Logo } from "./Logo.tsx";
import css from "./Shell.module.css";

export interface NavItem {
  to: string;
  label: string;
  /** For the bottom bar of a phone, where the whole name has no room. */
  short?: string | undefined;
  icon: Icon;
  /** What waits for the person there; 0 and undefined show nothing. */
  count?: number | undefined;
  /** Among the four of the phone's bottom bar. */
  onPhone?: boolean;
}

interface Props {
  items: readonly NavItem[];
  folded: boolean;
  onFold?: () => void;
  /** Called after a link is followed (closes the drawer). */
  onPick?: () => void;
  /** Without brand and border, inside the drawer. */
  plain?: boolean;
}

/** The left rail: sections with counters of what waits. Folded it shows icons with their names on hover. */
export function Rail({ items, folded, onFold, onPick, plain }: Props) {
  const { t } = useTranslation("shell");
  return (
    <nav className={classes(css["rail"], folded && css["folded"], plain && css["railPlain"])} aria-label={t("nav.label")}>
      {plain ? null : (
        <Link to="/" className={css["brand"]} aria-label={t("brand")}>
          <Logo />
          {folded ? null : t("brand")}
        </Link>
      )}
      <ul className={css["items"]} role="list">
        {items.map((item) => (
          <li key={item.to}>
            <RailLink item={item} folded={folded} onPick={onPick} />
          </li>
        ))}
      </ul>
      {onFold ? (
        <button
          type="button"
          className={css["fold"]}
          onClick={onFold}
          aria-label={folded ? t("unfold") : t("fold")}
          title={folded ? t("unfold") : undefined}
        >
          {folded ? (
            <IconLayoutSidebarLeftExpand size={18} stroke={1.6} />
          ) : (
            <IconLayoutSidebarLeftCollapse size={18} stroke={1.6} />
          )}
          {folded ? null : t("fold")}
        </button>
      ) : null}
    </nav>
  );
}

function RailLink({ item, folded, onPick }: { item: NavItem; folded: boolean; onPick: (() => void) | undefined }) {
  const { t } = useTranslation("shell");
  const waiting = item.count ? t("waiting", { count: item.count }) : undefined;
  const name = waiting ? `${item.label}, ${waiting}` : item.label;
  return (
    <Link
      to={item.to}
      className={css["item"]}
      activeOptions={{ exact: item.to === "/", includeSearch: false }}
      title={folded ? name : undefined}
      {...(onPick ? { onClick: onPick } : {})}
    >
      <item.icon size={18} stroke={1.6} aria-hidden />
      <span className={folded ? "screen-reader" : css["label"]}>{item.label}</span>
      {waiting ? <span className="screen-reader">, {waiting}</span> : null}
      {item.count ? (
        folded ? (
          <span className={css["dot"]} />
        ) : (
          <span className={css["count"]} aria-hidden>
            {item.count}
          </span>
        )
      ) : null}
    </Link>
  );
}
