import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { deadlineError, firstDeadline } from "../../ui/input/deadline.ts";
import { DateInput } from "../../ui/input/DateInput.tsx";
import { ReasonDialog } from "../../ui/action/ReasonDialog.tsx";
import { PersonDialog } from "../records/approval/PersonDialog.tsx";
import { VoteDialog } from "../records/approval/VoteDialog.tsx";
import css from "./Documents.module.css";
import type { DocumentCard } from "./documentQueries.ts";
import { stepWithoutVoter } from "./useDocumentActions.ts";
import type { DocumentActions } from "./useDocumentActions.ts";

interface Props {
  card: DocumentCard;
  actions: DocumentActions;
  label: (action: { action: string }) => string;
  notices: ReactNode;
}

/** Whatever the pressed action asks before it is taken. */
export function DocumentDialogs({ card, actions, label, notices }: Props) {
  const { t } = useTranslation(["documents", "record"]);
  const { dialog: action, atStep, moving: busy } = actions;
  if (action === null) return null;
  if (action === "approveComment")
    return (
      <VoteDialog
        title={t("page.vote")}
        busy={busy}
        notices={notices}
        onClose={actions.close}
        onApprove={(comment) => actions.move({ action: "approve", ...atStep, ...(comment ? { comment } : {}) })}
      />
    );
  if (action === "reassign" || action === "addApprover") {
    const stepId = atStep.stepId ?? stepWithoutVoter(card);
    return (
      <PersonDialog
        key={action}
        action={action}
        namingAt={atStep.stepId === undefined ? stepId : undefined}
        help={t(`page.help.${action}`)}
        busy={busy}
        notices={notices}
        onClose={actions.close}
        onConfirm={(personId) => stepId && actions.move({ action, stepId, personId })}
      />
    );
  }
  return <AskDialog key={action} action={action} title={label({ action })} actions={actions} notices={notices} />;
}

const AT_STEP = ["return", "reject"];

/** The reason of an action; an extension also asks for the new last day. */
function AskDialog({ action, title, actions, notices }: Omit<Props, "card" | "label"> & { action: string; title: string }) {
  const { t } = useTranslation(["documents", "record", "fields"]);
  const [validTo, setValidTo] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const extending = action === "extend";
  const past = deadlineError(validTo, t);
  return (
    <ReasonDialog
      opened
      onClose={actions.close}
      title={title}
      label={t([`page.ask.${action}`, "page.reason"])}
      confirmLabel={title}
      danger={action === "close" || action === "reject"}
      busy={actions.moving}
      onConfirm={(reason) => {
        setAsked(true);
        if (extending && (!validTo || past)) return;
        const atStep = AT_STEP.includes(action) ? actions.atStep : {};
        actions.move({ action, reason, ...atStep, ...(extending && validTo ? { validTo } : {}) });
      }}
    >
      {extending ? (
        <div className={css["asked"]}>
          <DateInput
            name="extendTo"
            label={t("page.extendTo")}
            required
            value={validTo}
            onChange={setValidTo}
            min={firstDeadline()}
            error={asked && !validTo ? t("page.extendMissing") : past}
          />
        </div>
      ) : null}
      {notices}
    </ReasonDialog>
  );
}
