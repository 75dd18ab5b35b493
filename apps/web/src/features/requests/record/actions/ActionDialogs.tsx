import { useState } from "react";
import { useTranslation } from "react-i18next";
import { labelIn } from "../../../../lib/reference.ts";
import { ChoiceInput } from "../../../../ui/input/ChoiceInput.tsx";
import { ReasonDialog } from "../../../../ui/action/ReasonDialog.tsx";
import { PersonDialog } from "../../../records/approval/PersonDialog.tsx";
import { VoteOnRequest } from "./VoteOnRequest.tsx";
import type { RequestView } from "../../requestQueries.ts";
import { DANGEROUS } from "./actionPlan.ts";
import { DialogNotices } from "./DialogNotices.tsx";
import css from "../Record.module.css";
import type { RequestActions } from "./useRequestActions.tsx";
import { useWork, WorkFields } from "./WorkFields.tsx";
import type { FieldWords } from "../../../../lib/requestType.ts";

interface Props {
  request: RequestView;
  actions: RequestActions;
  labels: FieldWords;
}

/** Whatever the pressed action asks before it is taken. */
export function ActionDialogs({ request, actions, labels }: Props) {
  const { dialog } = actions;
  if (!dialog) return null;
  if (dialog.name === "approve") return <VoteOnRequest request={request} actions={actions} labels={labels} />;
  if (dialog.name === "person") return <NamePerson key={dialog.action} request={request} actions={actions} labels={labels} />;
  return <ReasonFor key={dialog.action} request={request} actions={actions} labels={labels} />;
}

const WITH_STEP = ["return", "reject"];
const TEMPLATES = ["return", "clarify", "reject", "cancel"];

/** Ready reasons speak of invoices and budgets only where the request has them. */
function templatesOf({ meaning }: RequestView, action: string): "template" | "plainTemplate" {
  if (action === "cancel") return "template";
  return (action === "return" ? meaning.invoice : meaning.expense) ? "template" : "plainTemplate";
}

function ReasonFor({ request, actions, labels }: Props) {
  const { t, i18n } = useTranslation("record");
  const [toStep, setToStep] = useState<string | null>(null);
  const action = actions.dialog?.action ?? "";
  const stepId = WITH_STEP.includes(action) && request.status === "approval" ? request.votes[0]?.stepId : undefined;
  const backTo = action === "return" ? request.tasks.filter((task) => task.status === "done" && task.stepKey !== null) : [];
  const work = useWork(request, action);
  const templates = TEMPLATES.includes(action)
    ? [1, 2, 3].map((number) => t(`${templatesOf(request, action)}.${action}.${number}`))
    : [];
  return (
    <ReasonDialog
      opened
      onClose={actions.close}
      title={t(`ask.${action}.title`)}
      label={t(`ask.${action}.label`)}
      templates={templates}
      confirmLabel={t(`action.${action}`)}
      danger={DANGEROUS.includes(action)}
      busy={actions.moving}
      onConfirm={(reason) => {
        work.press();
        if (work.named)
          actions.move({ action, reason, ...(stepId ? { stepId } : {}), ...(toStep ? { toStep } : {}), ...work.named });
      }}
    >
      <div className={css["dialogTop"]}>
        {action === "answer" && request.clarification ? <p className={css["quote"]}>{request.clarification.question}</p> : null}
        {backTo.length > 0 ? (
          <ChoiceInput
            name="toStep"
            label={t("ask.return.to")}
            help={t("ask.return.toHelp")}
            options={[
              { value: "", label: t("ask.return.author", { name: request.author.name }) },
              ...backTo.map((task) => ({
                value: task.stepKey ?? "",
                label: [task.titles ? labelIn(task.titles, i18n.language) : task.title, task.assignee?.name]
                  .filter(Boolean)
                  .join(" · "),
              })),
            ]}
            value={toStep ?? ""}
            clearable={false}
            onChange={(value) => setToStep(value || null)}
          />
        ) : null}
        {work.asked ? <WorkFields work={work} error={actions.error} /> : null}
        <DialogNotices request={request} actions={actions} labels={labels} />
      </div>
    </ReasonDialog>
  );
}

/** The step at which nobody may act: a person who manages people names somebody there. */
function stepWithoutVoter({ approval }: RequestView): string | undefined {
  return approval?.steps?.find((step) => step.status === "open" && step.escalated)?.id;
}

function NamePerson({ request, actions, labels }: Props) {
  const { t } = useTranslation("record");
  const action = actions.dialog?.action ?? "";
  const own = request.votes[0]?.stepId;
  const stepId = own ?? stepWithoutVoter(request);
  return (
    <PersonDialog
      action={action}
      namingAt={own ? undefined : stepId}
      help={t(`ask.${action}.help`)}
      busy={actions.moving}
      notices={<DialogNotices request={request} actions={actions} labels={labels} />}
      onClose={actions.close}
      onConfirm={(personId) => stepId && actions.move({ action, stepId, personId })}
    />
  );
}
