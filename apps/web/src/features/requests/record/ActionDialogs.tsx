import { Modal, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { labelIn } from "../../../lib/reference.ts";
import { Button } from "../../../ui/Button.tsx";
import type { Entity } from "../../../ui/EntityPicker.tsx";
import { fieldProps } from "../../../ui/fieldProps.tsx";
import { PersonPicker } from "../../../ui/PersonPicker.tsx";
import { ReasonDialog } from "../../../ui/ReasonDialog.tsx";
import { VoteDialog } from "./VoteDialog.tsx";
import type { RequestView } from "../requestQueries.ts";
import { searchPeople } from "../searches.ts";
import { isDangerous } from "./actionPlan.ts";
import { DialogNotices } from "./DialogNotices.tsx";
import css from "./Record.module.css";
import type { RequestActions } from "./useRequestActions.tsx";

interface Props {
  request: RequestView;
  actions: RequestActions;
  labels: ReadonlyMap<string, string>;
}

/** Whatever the pressed action asks before it is taken. */
export function ActionDialogs({ request, actions, labels }: Props) {
  const { dialog } = actions;
  if (!dialog) return null;
  if (dialog.name === "approve") return <VoteDialog request={request} actions={actions} labels={labels} />;
  if (dialog.name === "person") return <PersonDialog key={dialog.action} request={request} actions={actions} labels={labels} />;
  return <ReasonFor key={dialog.action} request={request} actions={actions} labels={labels} />;
}

const WITH_STEP = ["return", "reject"];
const TEMPLATES = ["return", "clarify", "reject", "cancel"];

function ReasonFor({ request, actions, labels }: Props) {
  const { t, i18n } = useTranslation("record");
  const [toStep, setToStep] = useState<string | null>(null);
  const action = actions.dialog?.action ?? "";
  const stepId = WITH_STEP.includes(action) && request.status === "approval" ? request.votes[0]?.stepId : undefined;
  const backTo = action === "return" ? request.tasks.filter((task) => task.status === "done" && task.stepKey !== null) : [];
  const templates = TEMPLATES.includes(action) ? [1, 2, 3].map((number) => t(`template.${action}.${number}`)) : [];
  return (
    <ReasonDialog
      opened
      onClose={actions.close}
      title={t(`ask.${action}.title`)}
      label={t(`ask.${action}.label`)}
      templates={templates}
      confirmLabel={t(`action.${action}`)}
      danger={isDangerous(action)}
      busy={actions.moving}
      onConfirm={(reason) => actions.move({ action, reason, ...(stepId ? { stepId } : {}), ...(toStep ? { toStep } : {}) })}
    >
      <div className={css["dialogTop"]}>
        {action === "answer" && request.clarification ? <p className={css["quote"]}>{request.clarification.question}</p> : null}
        {backTo.length > 0 ? (
          <Select
            {...fieldProps({ name: "toStep", label: t("ask.return.to"), help: t("ask.return.toHelp") })}
            data={[
              { value: "", label: t("ask.return.author", { name: request.author.name }) },
              ...backTo.map((task) => ({
                value: task.stepKey ?? "",
                label: [task.titles ? labelIn(task.titles, i18n.language) : task.title, task.assignee?.name]
                  .filter(Boolean)
                  .join(" · "),
              })),
            ]}
            value={toStep ?? ""}
            allowDeselect={false}
            onChange={(value) => setToStep(value || null)}
          />
        ) : null}
        <DialogNotices request={request} actions={actions} labels={labels} />
      </div>
    </ReasonDialog>
  );
}

/** The step at which nobody may act: whoever manages people names somebody there. */
function stepWithoutVoter({ approval }: RequestView): string | undefined {
  return approval?.steps?.find((step) => step.status === "open" && step.escalated)?.id;
}

/** Names somebody to vote in the reader's place, beside, or where nobody may. */
function PersonDialog({ request, actions, labels }: Props) {
  const { t } = useTranslation("record");
  const [person, setPerson] = useState<Entity | null>(null);
  const action = actions.dialog?.action ?? "";
  const own = request.votes[0]?.stepId;
  const stepId = own ?? stepWithoutVoter(request);
  return (
    <Modal
      opened
      onClose={actions.close}
      title={t(`ask.${action}.title`)}
      size={480}
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      <div className={css["dialogTop"]}>
        <PersonPicker
          name="person"
          label={own ? t(`ask.${action}.label`) : t("awaits.you.name_person")}
          help={t(`ask.${action}.help`)}
          required
          value={person}
          onChange={setPerson}
          search={searchPeople}
        />
        <DialogNotices request={request} actions={actions} labels={labels} />
      </div>
      <div className={css["dialogButtons"]}>
        <Button onClick={actions.close}>{t("ui:cancel")}</Button>
        <Button
          kind="primary"
          busy={actions.moving}
          disabled={!person || !stepId}
          onClick={() => person && stepId && actions.move({ action, stepId, personId: person.id })}
        >
          {t(`action.${action}`)}
        </Button>
      </div>
    </Modal>
  );
}
