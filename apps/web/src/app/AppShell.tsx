import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { startLive } from "../lib/live.ts";
import { logout, meQuery, savePreferences, unreadQuery } from "../lib/session.ts";
import type { Me } from "../lib/session.ts";
import { CommandPalette } from "../ui/CommandPalette.tsx";
import type { NavItem } from "../ui/Rail.tsx";
import { Shell } from "../ui/Shell.tsx";
import { TopBar } from "../ui/TopBar.tsx";
import { useHotkeys } from "../ui/useHotkeys.ts";
import { cache } from "./cache.ts";
import { LanguageMenu } from "../ui/LanguageMenu.tsx";
import { NoticeBell } from "../ui/NoticeBell.tsx";
import { OfflineBanner } from "./OfflineBanner.tsx";
import { pageExists } from "./pages.ts";
import { usePaletteSources } from "./paletteSources.ts";
import { PersonMenu } from "../ui/PersonMenu.tsx";
import { SECTIONS } from "./sections.ts";

const HotkeysHelp = lazy(() => import("../ui/HotkeysHelp.tsx").then((module) => ({ default: module.HotkeysHelp })));

/** The frame around every page behind the login. */
export function AppShell() {
  const { t } = useTranslation("shell");
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: unread } = useQuery(unreadQuery);
  const navigate = useNavigate();
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  const items = useSections(me);
  const sources = usePaletteSources(items);
  const canCreate = me.permissions.includes("request.create");
  async function leave(everywhere: boolean) {
    await logout(everywhere).catch(() => undefined);
    cache.clear();
    await navigate({ to: "/login" });
  }
  // The choice already shows; if keeping it fails it still holds on this device.
  const keep = (change: Parameters<typeof savePreferences>[0]) => void savePreferences(change).catch(() => undefined);
  const create = () => void navigate({ to: "/requests/new" });

  useEffect(() => startLive(cache), []);
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
          <TopBar onSearch={() => setSearching(true)} onCreate={canCreate ? create : undefined}>
            <NoticeBell count={unread?.unread ?? 0} />
            <LanguageMenu onChoose={(language) => keep({ language })} />
            <PersonMenu
              name={me.person.name}
              position={me.person.position}
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
      <CommandPalette opened={searching} onClose={() => setSearching(false)} sources={sources} placeholder={t("search")} />
      <Suspense>{helping ? <HotkeysHelp opened onClose={() => setHelping(false)} /> : null}</Suspense>
    </>
  );
}

function useSections(me: Me): NavItem[] {
  const { t } = useTranslation("shell");
  const mayOpen = (anyOf: readonly string[] | undefined) => !anyOf || anyOf.some((name) => me.permissions.includes(name));
  return SECTIONS.filter((section) => mayOpen(section.anyOf) && pageExists(section.page)).map((section) => ({
    to: section.to,
    icon: section.icon,
    label: t(`nav.${section.key}`),
    count: section.counter ? me.counters[section.counter] : undefined,
    onPhone: section.onPhone ?? false,
  }));
}
