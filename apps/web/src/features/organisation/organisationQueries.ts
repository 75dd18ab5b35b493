import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schema } from "@tartip/api-client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { blockersOf, errorSentence } from "../../lib/errors.ts";
import { blockerSentence } from "@tartip/i18n/web";
import { errorToast, toast } from "../../ui/action/toast.tsx";

export type Branch = Schema<"OrganisationBranch">;
export type Department = Schema<"OrganisationDepartment">;
export type Project = Schema<"OrganisationProject">;
export type CostItem = Schema<"OrganisationCostItem">;
export type Rate = Schema<"RatesPage">["items"][number];

export const LISTS = ["branches", "departments", "projects", "cost-items", "rates"] as const;
export type List = (typeof LISTS)[number];

export const organisationQuery = queryOptions({
  queryKey: ["organisation"],
  queryFn: () => call(api.GET("/api/v1/organisation")),
});

/** What a new company still needs. */
export const setUpQuery = queryOptions({
  queryKey: ["set-up"],
  queryFn: () => call(api.GET("/api/v1/organisation/set-up")),
  // People and roles are entered on pages that know nothing of it.
  refetchOnMount: "always",
});

/** Everything that names what was just changed. */
const NAMED_IN = [["organisation"], ["reference"], ["set-up"], ["list", "rates"], ["person"]] as const;

export interface RowOf {
  id: string;
  version: number;
  active: boolean;
}

/** The two calls of a list. */
export interface Calls<Body> {
  add: (body: Body) => Promise<RowOf>;
  change: (id: string, body: Partial<Body> & { version: number; active?: boolean }) => Promise<RowOf>;
}

/** Saves a row, new or as it was when the dialog opened: the whole row goes, so another's change since is refused, not undone. */
export function useSaveRow<Body>({ add, change }: Calls<Body>, opened: RowOf | undefined, onDone: () => void) {
  const [row] = useState(opened);
  const { t } = useTranslation("organisation");
  const forget = useForget();
  return useMutation({
    mutationFn: (body: Body) => (row ? change(row.id, { version: row.version, ...body }) : add(body)),
    onSuccess: () => {
      toast(t(row ? "saved" : "added"));
      onDone();
    },
    onSettled: forget,
  });
}

/** Takes a row out of work, or back; either can be taken back at once. */
export function useRetire<Body>({ change }: Pick<Calls<Body>, "change">, onDone: () => void) {
  const { t } = useTranslation("organisation");
  const forget = useForget();
  const turn = useMutation({
    mutationFn: ({ id, version, active }: RowOf) => {
      // reason: the field is in the body of every list
      const body = { version, active: !active } as unknown as Partial<Body> & { version: number };
      return change(id, body);
    },
    onSuccess: (saved) => {
      toast(t(saved.active ? "returned" : "retired"), { undoLabel: t("ui:undo"), onUndo: () => turn.mutate(saved) });
      onDone();
    },
    onError: (error) => {
      const held = blockersOf(error).map((blocker) => blockerSentence(blocker, t));
      errorToast(held.length > 0 ? held.join(" ") : errorSentence(error, t), t("ui:close"));
    },
    onSettled: forget,
  });
  return turn;
}

/** Lets every page that names a changed row ask again. */
export function useForget(): () => void {
  const cache = useQueryClient();
  return () => {
    for (const queryKey of NAMED_IN) void cache.invalidateQueries({ queryKey });
  };
}
