import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Schema } from "@tartip/api-client";
import { blockerSentence } from "@tartip/i18n/web";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { ApiError, blockersOf, errorSentence, fieldErrors } from "../../lib/errors.ts";
import { errorToast, toast } from "../../ui/action/toast.tsx";
import { recordAddress } from "../../lib/kinds.ts";

export type MyDay = Schema<"MyDay">;
export type Decision = MyDay["decisions"][number];
export type Urgent = MyDay["urgent"][number];
export type Waiting = MyDay["waiting"][number];
export type DayTask = MyDay["tasks"][number];
export type Own = MyDay["own"][number];
export type Escalated = MyDay["escalated"][number];

/** The whole page in one answer; the live news refetch it. */
export const myDayQuery = queryOptions({
  queryKey: ["my-day"],
  queryFn: ({ signal }) => call(api.GET("/api/v1/my-day", { signal })),
});

/** The kind of a row, as far as the page acts on it. */
export function kindOfRow({ recordKind }: Pick<Decision, "recordKind">): "request" | "document" {
  return recordKind === "document" ? "document" : "request";
}

export interface Move {
  kind: "request" | "task" | "document";
  id: string;
  version: number;
  action: string;
  stepId?: string;
  /** What the person reads when it worked. */
  said: string;
}

/** The page without what was just acted on, so that the row leaves at once. */
function without(day: MyDay, { kind, id, stepId }: Move): MyDay {
  if (kind === "task") return { ...day, tasks: day.tasks.filter((task) => task.id !== id) };
  const other = (row: { id: string }) => row.id !== id;
  const decisions = day.decisions.filter((row) => row.id !== id || (stepId !== undefined && !row.stepIds.includes(stepId)));
  return { ...day, decisions, urgent: day.urgent.filter(other), waiting: day.waiting.filter(other) };
}

const WANTS_MORE = [400, 422];

/** What is missing, each by its sentence; else what happened. */
function refusalText(error: unknown, t: TFunction): string {
  const missing = [...Object.values(fieldErrors(error, t)), ...blockersOf(error).map((blocker) => blockerSentence(blocker, t))];
  return missing.length > 0 ? missing.join(" ") : errorSentence(error, t);
}

/** One action without input, from a row: the row leaves at once and comes back when the server refuses. */
export function useMove() {
  const { t } = useTranslation("my-day");
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({ kind, id, version, action, stepId }: Move): Promise<void> => {
      const params = { path: { id } };
      const body = { action, version, ...(stepId ? { stepId } : {}) };
      if (kind === "task") await call(api.POST("/api/v1/tasks/{id}/transitions", { params, body: { action, version } }));
      else if (kind === "document") await call(api.POST("/api/v1/documents/{id}/transitions", { params, body }));
      else await call(api.POST("/api/v1/requests/{id}/transitions", { params, body }));
    },
    onMutate: async (move) => {
      await cache.cancelQueries({ queryKey: myDayQuery.queryKey });
      const before = cache.getQueryData(myDayQuery.queryKey);
      if (before) cache.setQueryData(myDayQuery.queryKey, without(before, move));
      return before;
    },
    onSuccess: (_answer, { said }) => toast(said),
    onError: (error, { kind, id, action }, before) => {
      if (before) cache.setQueryData(myDayQuery.queryKey, before);
      const reason = refusalText(error, t);
      errorToast(action === "approve" ? t("decisions.failed", { reason }) : reason, t("ui:close"));
      // Something has to be filled in or attached first: that is done on the record.
      if (error instanceof ApiError && WANTS_MORE.includes(error.problem.status)) void navigate({ to: recordAddress(kind, id) });
    },
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: myDayQuery.queryKey });
      void cache.invalidateQueries({ queryKey: ["me"] });
      void cache.invalidateQueries({ queryKey: ["list"] });
    },
  });
}
