import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { errorSentence } from "../../lib/errors.ts";
import type { WebBlocker } from "../../lib/errors.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { NextStrip } from "../../ui/NextStrip.tsx";
import { ReasonDialog } from "../../ui/ReasonDialog.tsx";
import { statusLook } from "../../ui/statusLook.ts";
import { toast } from "../../ui/toast.tsx";
import { MoreActions } from "../records/MoreActions.tsx";
import { PhoneBar } from "../records/PhoneBar.tsx";
import { placeActions, reasonsOf } from "../records/recordActions.ts";
import type { RecordAction } from "../records/recordActions.ts";
import { documentQuery } from "./documentQueries.ts";
import type { DocumentCard } from "./documentQueries.ts";
import { ValidityText } from "../records/ValidityText.tsx";

const MAIN = ["sendForApproval", "resubmit", "register", "extend"];

interface Wish {
  action: string;
  reason?: string;
  validTo?: string;
}

/** «Что дальше» of a document: where it stands, until when it holds, what may be done. */
export function DocumentNext({ card }: { card: DocumentCard }) {
  const { t } = useTranslation("documents");
  const [asking, setAsking] = useState<RecordAction>();
  const act = useAct(card);
  // reason: the server describes blockers of documents loosely; they are the same blockers as everywhere
  const actions = card.actions.map((action) => ({ ...action, blockers: action.blockers as WebBlocker[] }));
  const placed = placeActions(actions, MAIN);
  const { main, primary, rest } = placed;
  const label = (action: RecordAction) => t(`page.action.${action.action}`);
  const press = (action: RecordAction) => (action.needsReason ? setAsking(action) : act.mutate({ action: action.action }));
  return (
    <>
      <NextStrip
        tone={statusLook("document", card.status).tone}
        current={
          <>
            <strong>{t(`page.now.${card.status}`)}</strong> {card.status === "signed" ? <ValidityText row={card} /> : null}
          </>
        }
        actions={
          main.length + rest.length > 0 ? (
            <>
              {main.map((action) => (
                <ActionButton
                  key={action.action}
                  kind={action === primary ? "primary" : "plain"}
                  busy={act.isPending && act.variables.action === action.action}
                  onPress={() => press(action)}
                  blockers={action.allowed ? [] : reasonsOf(action.blockers, t)}
                >
                  {label(action)}
                </ActionButton>
              ))}
              <MoreActions actions={rest} label={label} onPress={press} />
            </>
          ) : undefined
        }
      />
      <PhoneBar placed={placed} label={label} onPress={press} busy={act.isPending} />
      {asking ? null : <ErrorNotice error={act.error} />}
      <AskDialog
        action={asking}
        busy={act.isPending}
        error={act.error ? errorSentence(act.error, t) : undefined}
        onClose={() => {
          setAsking(undefined);
          act.reset();
        }}
        onConfirm={(wish) => act.mutate(wish, { onSuccess: () => setAsking(undefined) })}
      />
    </>
  );
}

function useAct(card: DocumentCard) {
  const { t } = useTranslation("documents");
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) =>
      call(
        api.POST("/api/v1/documents/{id}/transitions", {
          params: { path: { id: card.id } },
          body: { ...wish, version: card.version },
        }),
      ),
    onSuccess: (saved) => {
      cache.setQueryData(documentQuery(card.id).queryKey, saved);
      toast(t("page.done"));
      void cache.invalidateQueries({ predicate: ({ queryKey: [first, ...rest] }) => first === "list" || rest.includes(card.id) });
    },
  });
}

interface AskProps {
  action: RecordAction | undefined;
  busy: boolean;
  error: string | undefined;
  onClose: () => void;
  onConfirm: (wish: Wish) => void;
}

/** The reason of an action; an extension also asks for the new last day. */
function AskDialog({ action, busy, error, onClose, onConfirm }: AskProps) {
  const { t } = useTranslation("documents");
  const [validTo, setValidTo] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const extending = action?.action === "extend";
  const title = action ? t(`page.action.${action.action}`) : "";
  return (
    <ReasonDialog
      opened={action !== undefined}
      onClose={onClose}
      title={title}
      label={t("page.reason")}
      confirmLabel={title}
      danger={action?.action === "close" || action?.action === "reject"}
      busy={busy}
      error={error}
      onConfirm={(reason) => {
        setAsked(true);
        if (!action || (extending && !validTo)) return;
        onConfirm({ action: action.action, reason, ...(extending && validTo ? { validTo } : {}) });
      }}
    >
      {extending ? (
        <DateInput
          name="extendTo"
          label={t("page.extendTo")}
          required
          value={validTo}
          onChange={setValidTo}
          error={asked && !validTo ? t("page.extendMissing") : undefined}
        />
      ) : null}
    </ReasonDialog>
  );
}
