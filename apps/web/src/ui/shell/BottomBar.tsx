import { IconDots } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { NavItem } from "./Rail.tsx";
import css from "./Shell.module.css";

/** Bottom bar of a phone: up to four sections and «Ещё», which opens the drawer. */
export function BottomBar({ items, onMore }: { items: readonly NavItem[]; onMore: () => void }) {
  const { t } = useTranslation("shell");
  return (
    <nav className={css["bottom"]} aria-label={t("nav.bottom")}>
      {items
        .filter((item) => item.onPhone)
        .slice(0, 4)
        .map((item) => (
          <Link
            key={item.to}
            to={item.to}
            className={css["tab"]}
            activeOptions={{ exact: item.to === "/", includeSearch: false }}
          >
            <item.icon size={20} stroke={1.6} aria-hidden />
            <span className={css["tabLabel"]}>{item.short ?? item.label}</span>
            {item.count ? <span className={css["tabCount"]}>{item.count > 99 ? "99+" : item.count}</span> : null}
          </Link>
        ))}
      <button type="button" className={css["tab"]} onClick={onMore}>
        <IconDots size={20} stroke={1.6} aria-hidden />
        <span className={css["tabLabel"]}>{t("nav.more")}</span>
      </button>
    </nav>
  );
}
