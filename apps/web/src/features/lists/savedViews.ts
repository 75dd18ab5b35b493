import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Schema } from "@tartip/api-client";
import { api, call } from "../../lib/api.ts";
import type { SavedTab } from "../../ui/table/SavedTabs.tsx";
import { sameSearch } from "./sameSearch.ts";

export type SavedView = Schema<"SavedViews">["items"][number];
export type ListWithViews = SavedView["list"];
type Search = Readonly<Record<string, string>>;

const viewsQuery = queryOptions({
  queryKey: ["saved-views"],
  queryFn: () => call(api.GET("/api/v1/me/views")),
  staleTime: 5 * 60_000,
});

/** The person's own views of a list as tabs, and the one that is open now. */
export function useSavedViews(list: ListWithViews, all: Search): { tabs: SavedTab[]; open: SavedView | undefined } {
  const { data } = useQuery(viewsQuery);
  const views = (data?.items ?? []).filter((view) => view.list === list);
  const tabs = views.map(({ id, name, search }) => ({ id, label: name, to: `/${list}`, search }));
  return { tabs, open: views.find(({ search }) => sameSearch(search, all)) };
}

/** Keeps what is filtered now as a view; one of the same name is replaced. */
export function useSaveView() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (view: Omit<SavedView, "id">) => call(api.POST("/api/v1/me/views", { body: view })),
    onSuccess: (saved) => cache.setQueryData(viewsQuery.queryKey, saved),
  });
}

/** Forgets a view of one's own. */
export function useRemoveView() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(api.DELETE("/api/v1/me/views/{id}", { params: { path: { id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: viewsQuery.queryKey }),
  });
}
