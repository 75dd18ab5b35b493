import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { IconMenu2 } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { BottomBar } from "./BottomBar.tsx";
import { IconButton } from "../action/Button.tsx";
import { Rail } from "./Rail.tsx";
import type { NavItem } from "./Rail.tsx";
import css from "./Shell.module.css";

const NavDrawer = lazy(() => import("./NavDrawer.tsx").then((module) => ({ default: module.NavDrawer })));

interface Props {
  items: readonly NavItem[];
  /** The top bar: search, create, notices, language, person (`TopBar`). */
  top: ReactNode;
  /** Above the page: no connection, an urgent request. */
  banner?: ReactNode;
  children: ReactNode;
}

/** The frame of every page: rail (folds, remembers), top bar, page; on a phone a drawer and a bottom bar. */
export function Shell({ items, top, banner, children }: Props) {
  const { t } = useTranslation("shell");
  const [folded, setFolded] = useLocalStorage({ key: "tartip.rail-folded", defaultValue: false, getInitialValueInEffect: false });
  const [open, setOpen] = useState(false);
  const phone = useMediaQuery("(max-width: 767px)", false, { getInitialValueInEffect: false });
  return (
    <div className={css["shell"]} data-folded={folded || undefined}>
      <a className={css["skip"]} href="#page">
        {t("skip")}
      </a>
      {phone ? null : <Rail items={items} folded={folded} onFold={() => setFolded(!folded)} />}
      <div className={css["right"]}>
        <header className={css["top"]}>
          {phone ? (
            <IconButton label={t("openMenu")} onClick={() => setOpen(true)}>
              <IconMenu2 size={20} />
            </IconButton>
          ) : null}
          {top}
        </header>
        {banner}
        <main className={css["page"]} id="page" tabIndex={-1}>
          {children}
        </main>
        {phone ? <BottomBar items={items} onMore={() => setOpen(true)} /> : null}
      </div>
      <Suspense>{phone && open ? <NavDrawer items={items} onClose={() => setOpen(false)} /> : null}</Suspense>
    </div>
  );
}
