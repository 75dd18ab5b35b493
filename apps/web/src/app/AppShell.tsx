import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { showLanguage } from "../lib/i18n.ts";
import { startLive } from "../lib/live.ts";
import { logout, meQuery, savePreferences, unreadQuery } from "../lib/session.ts";
import type { Me } from "../lib/session.ts";
import type { NavItem } from "../ui/shell/Rail.tsx";
import { Shell } from "../ui/shell/Shell.tsx";
import { TopBar } from "../ui/shell/TopBar.tsx";
import { useFormKey, useHotkeys } from "../ui/shell/useHotkeys.ts";
import { cache } from "./cache.ts";
import { LanguageMenu } from "../ui/shell/LanguageMenu.tsx";
import { NoticeBell } from "../ui/shell/NoticeBell.tsx";
import { OfflineBanner } from "./OfflineBanner.tsx";
import { pageExists } from "./pages.ts";
import { PersonMenu } from "../ui/shell/PersonMenu.tsx";
import { SECTIONS } from "./sections.ts";

// Opened on demand, so not part of the first load.
const HotkeysHelp = lazy(() => import("../ui/shell/HotkeysHelp.tsx").then((module) => ({ default: module.HotkeysHelp })));
const loadPalette = () => import("../features/search/Palette.tsx");
const Palette = lazy(() => loadPalette().then((module) => ({ default: module.Palette })));
const loadBell = () => import("../features/notifications/BellPanel.tsx");
const BellPanel = lazy(() => loadBell().then((module) => ({ default: module.BellPanel })));
const DecisionToasts = lazy(() =>
  import("../features/notifications/DecisionToasts.tsx").then((module) => ({ default: module.DecisionToasts })),
);

/** The frame around every page behind the login. */
export function AppShell() {
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: unread } = useQuery(unreadQuery);
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  const items = useSections(me);
  const canCreate = me.permissions.includes("request.create");
  async function leave(everywhere: boolean) {
    await logout(everywhere).catch(() => undefined);
    cache.clear();
    await navigate({ to: "/login" });
  }
  // The choice already shows; if keeping it fails it still holds on this device.
  const keep = (change: Parameters<typeof savePreferences>[0]) => void savePreferences(change).catch(() => undefined);
  const create = () => void navigate({ to: "/requests/new" });
  const count = unread?.unread ?? 0;

  useEffect(() => startLive(cache), []);
  // Chosen on another device since: the server already speaks it, and one page has one language.
  useEffect(() => void showLanguage(me.language), [me.language]);
  useEffect(() => {
    // Keys pressed right after Ctrl+K must find the field there.
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), 2000);
    return () => clearTimeout(timer);
  }, []);
  useFormKey();
  useHotkeys({
    "Mod+KeyK": () => setSearching(true),
    "Shift+Slash": () => setHelping(true),
    ...(canCreate ? { KeyC: create } : {}),
  });

  return (
    <>
      <Shell
        items={items}
        banner={<OfflineBanner />}
        top={
          <TopBar
            onSearch={() => setSearching(true)}
            searchWords={searchWords(me.person, t)}
            onReach={() => void loadPalette()}
            onCreate={canCreate ? create : undefined}
          >
            <NoticeBell count={count} load={loadBell} panel={<BellPanel count={count} />} />
            <LanguageMenu onChoose={(language) => keep({ language })} />
            <PersonMenu
              name={me.person.name}
              position={me.person.position}
              onProfile={() => void navigate({ to: "/profile" })}
              onHotkeys={() => setHelping(true)}
              onLogout={(everywhere) => void leave(everywhere)}
              onLanguage={(language) => keep({ language })}
              onScheme={(theme) => keep({ theme })}
            />
          </TopBar>
        }
      >
        <Outlet />
      </Shell>
      <Suspense>
        {searching ? (
          <Palette
            onClose={() => setSearching(false)}
            sections={items}
            canCreate={canCreate}
            placeholder={searchWords(me.person, t)}
          />
        ) : null}
        {helping ? <HotkeysHelp opened onClose={() => setHelping(false)} /> : null}
        <DecisionToasts />
      </Suspense>
    </>
  );
}

/** An outsider finds the work given to them, and no people or companies. */
function searchWords({ external }: Me["person"], t: TFunction): string {
  return t(external ? "shell:searchOwn" : "shell:search");
}

function useSections(me: Me): NavItem[] {
  const { t } = useTranslation("shell");
  const mayOpen = (anyOf: readonly string[] | undefined) => !anyOf || anyOf.some((name) => me.permissions.includes(name));
  const holds = (key: Me["sections"][number] | undefined) => !key || me.sections.includes(key);
  return SECTIONS.filter((section) => mayOpen(section.anyOf) && holds(section.holds) && pageExists(section.page)).map(
    (section) => ({
      to: section.to,
      icon: section.icon,
      label: t(`nav.${section.key}`),
      short: section.onPhone ? t(`navShort.${section.key}`) : undefined,
      count: section.counter ? me.counters[section.counter] : undefined,
      onPhone: section.onPhone ?? false,
    }),
  );
}
