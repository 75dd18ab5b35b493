import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, call } from "../lib/api.ts";
import type { PaletteSource } from "../ui/CommandPalette.tsx";
import type { NavItem } from "../ui/Rail.tsx";

/** Pages by kind of record, for what the search finds. */
const PAGE_OF: Record<string, string> = {
  request: "/requests",
  task: "/tasks",
  invoice: "/invoices",
  document: "/documents",
  counterparty: "/counterparties",
};

/** What Ctrl+K offers: sections to go to, things to create, records found by the server. */
export function usePaletteSources(items: readonly NavItem[]): PaletteSource[] {
  const { t } = useTranslation("ui");
  const navigate = useNavigate();
  const go = (to: string) => void navigate({ to });
  const pages = items.map((item) => ({ id: item.to, label: item.label, icon: item.icon, run: () => go(item.to) }));
  const create = [{ id: "create", label: t("palette.createRequest"), run: () => go("/requests/new") }];
  return [
    { id: "records", title: t("palette.records"), search: (query, signal) => findRecords(query, signal, go) },
    { id: "go", title: t("palette.go"), search: (query) => Promise.resolve(matching(pages, query)) },
    { id: "create", title: t("palette.create"), search: (query) => Promise.resolve(matching(create, query)) },
  ];
}

function matching<Item extends { label: string }>(items: readonly Item[], query: string): Item[] {
  const wanted = query.trim().toLocaleLowerCase();
  return items.filter((item) => item.label.toLocaleLowerCase().includes(wanted));
}

async function findRecords(query: string, signal: AbortSignal, go: (to: string) => void) {
  if (query.trim().length < 2) return [];
  const found = await call(api.GET("/api/v1/search", { params: { query: { q: query, limit: 8 } }, signal }));
  return found.records.map((item) => ({
    id: item.id,
    label: item.title,
    note: item.number ?? undefined,
    run: () => go(`${PAGE_OF[item.kind] ?? "/requests"}/${item.id}`),
  }));
}
