import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { errorSentence } from "../../lib/errors.ts";
import { errorToast, toast } from "../../ui/action/toast.tsx";
import { ownVote } from "../records/approval/approvalLines.ts";
import { useMove } from "../records/useMove.ts";
import { documentQuery } from "./documentQueries.ts";
import type { DocumentCard } from "./documentQueries.ts";

/** What a press sends beside the version. */
export interface DocumentMove {
  action: string;
  reason?: string;
  comment?: string;
  stepId?: string;
  personId?: string;
  validTo?: string;
}

/** The step at which nobody may act: a person who manages people names somebody there. */
export function stepWithoutVoter({ approval }: DocumentCard): string | undefined {
  return approval?.steps?.find((step) => step.status === "open" && step.escalated)?.id;
}

function moveDocument(id: string, version: number, move: DocumentMove): Promise<DocumentCard> {
  return call(api.POST("/api/v1/documents/{id}/transitions", { params: { path: { id } }, body: { ...move, version } }));
}

/** What was done is said in the same words for every kind of record. */
const NEUTRAL = "approve return reject withdraw reassign addApprover sendForApproval resubmit recall remind".split(" ");
const WITH_DIALOG = ["approveComment", "reassign", "addApprover", "extend"];

/** The page's actions: what a press does, what is being asked, how a refusal is told. */
export function useDocumentActions(card: DocumentCard, meId: string) {
  const { t } = useTranslation(["documents", "record"]);
  const cache = useQueryClient();
  const [dialog, setDialog] = useState<string | null>(null);
  const { queryKey } = documentQuery(card.id);
  const stepId = card.votes?.[0]?.stepId;
  const atStep = stepId === undefined ? {} : { stepId };
  const mover = useMove<DocumentMove, DocumentCard>({
    card,
    send: (move, version) => moveDocument(card.id, version, move),
    onSaved: (saved, { action }) => {
      show(saved);
      setDialog(null);
      const undoable = action === "approve" && saved.actions.some((one) => one.action === "withdraw" && one.allowed);
      const undo = { undoLabel: t("record:action.withdraw"), onUndo: () => withdraw(saved) };
      toast(NEUTRAL.includes(action) ? t(`record:done.${action}`) : t("page.done"), undoable ? undo : {});
    },
    refetch: () => cache.invalidateQueries({ queryKey }),
  });
  function show(saved: DocumentCard) {
    cache.setQueryData(queryKey, saved);
    void cache.invalidateQueries({ queryKey: ["record", card.id] });
    void cache.invalidateQueries({ predicate: ({ queryKey: [first] }) => first === "list" || first === "me" });
  }
  function withdraw(saved: DocumentCard) {
    const own = ownVote(saved, meId)?.stepId;
    if (own === undefined) return;
    moveDocument(card.id, saved.version, { action: "withdraw", stepId: own })
      .then(show)
      .catch((error: unknown) => errorToast(errorSentence(error, t), t("ui:close")));
  }
  function press(action: string) {
    mover.reset();
    const listed = card.actions.find((one) => one.action === (action === "approveComment" ? "approve" : action));
    if (!listed?.allowed || mover.moving) return;
    if (listed.needsReason || WITH_DIALOG.includes(action)) setDialog(action);
    else if (action === "withdraw") mover.move({ action, ...withStep(ownVote(card, meId)?.stepId) });
    else mover.move({ action, ...(action === "approve" ? atStep : {}) });
  }
  function close() {
    setDialog(null);
    mover.reset();
  }
  return { ...mover, press, dialog, close, atStep };
}

function withStep(stepId: string | undefined): { stepId?: string } {
  return stepId === undefined ? {} : { stepId };
}

export type DocumentActions = ReturnType<typeof useDocumentActions>;
