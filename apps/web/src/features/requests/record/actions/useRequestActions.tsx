import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorSentence } from "../../../../lib/errors.ts";
import type { Me } from "../../../../lib/session.ts";
import { errorToast, toast } from "../../../../ui/action/toast.tsx";
import { useMove } from "../../../records/useMove.ts";
import { requestQuery } from "../../requestQueries.ts";
import type { RequestView } from "../../requestQueries.ts";
import { actionPlan } from "./actionPlan.ts";
import { approveRequest, moveRequest, withdrawVotes } from "./requestMoves.ts";
import { ownVote } from "../../../records/approval/approvalLines.ts";
import type { Move } from "./requestMoves.ts";

/** What a press sends; `votes` approves at every open step of the reader. */
export type Press = Move & { votes?: boolean };

/** Actions that ask something first. */
export type DialogName = "approve" | "reason" | "person";

export interface Dialog {
  name: DialogName;
  action: string;
}

/** The page's actions: where each stands, what a press does, what is being asked, how a refusal is told. */
export function useRequestActions(request: RequestView, me: Me) {
  const meId = me.person.id;
  const { t } = useTranslation("record");
  const cache = useQueryClient();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { queryKey } = requestQuery(request.id);
  const mover = useMove<Press, RequestView>({
    card: request,
    send: ({ votes, ...move }, version) =>
      votes ? approveRequest(request, version, move) : moveRequest(request.id, version, move),
    onSaved: (saved, { action }) => {
      cache.setQueryData(queryKey, saved);
      void cache.invalidateQueries({ queryKey: ["record", request.id] });
      void cache.invalidateQueries({ predicate: ({ queryKey: [first] }) => first === "list" || first === "me" });
      setDialog(null);
      announce(saved, action);
    },
    refetch: () => cache.invalidateQueries({ queryKey }),
  });
  function announce(saved: RequestView, action: string) {
    const cast = action === "approve" ? request.votes.map((vote) => vote.stepId).filter((id) => stands(saved, id, meId)) : [];
    const undoable = cast.length > 0 && saved.actions.some((one) => one.action === "withdraw" && one.allowed);
    toast(t(`done.${action}`), undoable ? { undoLabel: t("action.withdraw"), onUndo: () => withdraw(saved, cast) } : {});
  }
  function withdraw(saved: RequestView, cast: readonly string[]) {
    withdrawVotes(saved, cast)
      .catch((error: unknown) => errorToast(errorSentence(error, t), t("ui:close")))
      .finally(() => void cache.invalidateQueries({ predicate: (query) => query.queryKey.includes(saved.id) }));
  }
  function press(action: string) {
    mover.reset();
    const withComment = action === "approveComment";
    const listed = request.actions.find((one) => one.action === (withComment ? "approve" : action));
    if (!listed?.allowed || mover.moving) return;
    if (withComment) setDialog({ name: "approve", action: "approve" });
    else if (action === "approve" && !request.votes.some((vote) => vote.ownsFields.length > 0))
      mover.move({ action, votes: true });
    else if (action === "approve") setDialog({ name: "approve", action });
    else if (action === "reassign" || action === "addApprover") setDialog({ name: "person", action });
    else if (listed.needsReason) setDialog({ name: "reason", action });
    else mover.move({ action, ...(action === "withdraw" ? stepOf(ownVote(request, meId)?.stepId) : {}) });
  }
  function close() {
    setDialog(null);
    mover.reset();
  }
  const ownTaskWaits = request.explain.now.some(({ taskTitle, person, queue }) => {
    const asks = person?.id === meId || me.roles.some(({ code }) => code === queue?.roleCode);
    return taskTitle !== null && asks;
  });
  const question = request.clarification;
  const ownQuestionWaits = question !== null && question.askedBy?.id === meId && !question.forReader;
  return { ...mover, plan: actionPlan(request.actions, ownTaskWaits, ownQuestionWaits), press, dialog, close };
}

/** Whether the reader's own vote stands at the step (a vote taken over from another step is not theirs to take back). */
function stands({ approval }: RequestView, stepId: string, meId: string): boolean {
  const votes = approval?.steps?.find((step) => step.id === stepId)?.votes ?? [];
  return votes.some((vote) => vote.person.id === meId && vote.voidedAt === null && !vote.merged);
}

function stepOf(stepId: string | undefined): { stepId?: string } {
  return stepId === undefined ? {} : { stepId };
}

export type RequestActions = ReturnType<typeof useRequestActions>;
