import { IconBell, IconPlus, IconSearch, IconUser } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { useNames } from "../../lib/reference.ts";
import type { Reference } from "../../lib/reference.ts";
import type { PaletteItem, PaletteSource } from "../../ui/shell/CommandPalette.tsx";
import { pageActions } from "../../ui/shell/pageActions.ts";
import type { NavItem } from "../../ui/shell/Rail.tsx";
import { kindIcon, recordAddress, statusWords } from "../../lib/kinds.ts";
import { typeNames } from "../records/typeLook.ts";

type Found = Awaited<ReturnType<typeof find>>;

interface Known {
  sections: readonly NavItem[];
  /** Absent: the person creates nothing. */
  reference: Reference | undefined;
}

const LEAST = 2;

/** What Ctrl+K offers: actions of the page, records and people found, sections, request types to create. */
export function usePaletteSources({ sections, reference }: Known): PaletteSource[] {
  const { t, i18n } = useTranslation(["search", "ui"]);
  const navigate = useNavigate();
  const { stateOf } = useNames();
  const go = (to: string) => void navigate({ to });
  const pages = [
    ...sections.map(({ to, label, icon }) => ({ id: to, label, icon, run: () => go(to) })),
    { id: "profile", label: t("pages.profile"), icon: IconUser, run: () => go("/profile") },
    { id: "notices", label: t("pages.notices"), icon: IconBell, run: () => go("/notices") },
  ];
  const create = typeNames(reference, i18n.language).map(({ code, label, prefix, icon }) => ({
    id: `create:${code}`,
    label: t("create", { type: label }),
    note: prefix,
    icon,
    run: () => go(`/requests/new/${code}`),
  }));
  const act = pageActions().map(({ label, run }, place) => ({ id: `act:${place}`, label, icon: IconPlus, run }));
  return [
    { id: "act", title: t("group.act"), search: async (query) => matching(act, query) },
    { id: "create", title: t("ui:palette.create"), stamp: `${create.length}`, search: async (query) => matching(create, query) },
    { id: "go", title: t("ui:palette.go"), search: async (query) => matching(pages, query) },
    {
      id: "records",
      title: t("group.records"),
      search: async (query, signal) => {
        if (query.trim().length < LEAST) return [];
        const found = await find(query, signal);
        const all = { id: "all", label: t("all", { query: query.trim() }), icon: IconSearch };
        const run = () => void navigate({ to: "/search", search: { q: query.trim() } });
        return [
          ...found.records.map((record) => recordItem(record, { t, stateOf }, go)),
          ...peopleOf(found, go),
          { ...all, run },
        ];
      },
    },
  ];
}

function find(q: string, signal: AbortSignal) {
  return call(api.GET("/api/v1/search", { params: { query: { q: q.trim(), limit: 8 } }, signal }));
}

function recordItem(
  record: Found["records"][number],
  { t, stateOf }: { t: TFunction; stateOf: (record: Found["records"][number]) => string },
  go: (to: string) => void,
): PaletteItem {
  const words = [record.number, statusWords(record.kind, stateOf(record), t)].filter(Boolean);
  return {
    id: record.id,
    label: record.title,
    note: words.join(" · "),
    icon: kindIcon(record.kind),
    run: () => go(recordAddress(record.kind, record.id)),
  };
}

function peopleOf(found: Found, go: (to: string) => void): PaletteItem[] {
  return found.people.map(({ id, name, position }) => ({
    id,
    label: name,
    note: position,
    icon: IconUser,
    run: () => go(`/people/${id}`),
  }));
}

/** Every word typed stands somewhere in the label, in any order. */
function matching<Item extends { label: string }>(items: readonly Item[], query: string): Item[] {
  const wanted = query.trim().toLocaleLowerCase().split(/\s+/);
  return items.filter((item) => wanted.every((word) => item.label.toLocaleLowerCase().includes(word)));
}
