import { useMediaQuery } from "@mantine/hooks";
import { IconPencil } from "@tabler/icons-react";
import { textAt } from "@tartip/domain/requests/meaning";
import type { RequestType } from "@tartip/domain/requests/type";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { workDurationText } from "../../../../lib/durations.ts";
import { useNames } from "../../../../lib/reference.ts";
import { IconButton } from "../../../../ui/action/Button.tsx";
import { DateText } from "../../../../ui/value/DateText.tsx";
import { DueText } from "../../../../ui/value/DueText.tsx";
import { FactsGroup, FactsList } from "../../../../ui/value/FactsList.tsx";
import { PersonName } from "../../../../ui/value/PersonName.tsx";
import { Watchers } from "../../../records/Watchers.tsx";
import type { RequestView } from "../../requestQueries.ts";
import { AssignDialog } from "../actions/AssignDialog.tsx";
import { BudgetFacts } from "../money/BudgetFacts.tsx";
import { LeaveFacts, SubstituteAway } from "./LeaveFacts.tsx";
import css from "../Record.module.css";

interface Props {
  request: RequestView;
  type: RequestType | undefined;
  meId: string;
}

/** The right column: budget cell, people, dates, place. */
export function RequestFacts({ request, type, meId }: Props) {
  const { t } = useTranslation("record");
  const { branch, department, project, waiting } = useNames();
  // On a phone the budget stands above, beside the decision.
  const phone = useMediaQuery("(max-width: 767px)", false, { getInitialValueInEffect: false });
  const payBy = textAt(request.values, request.meaning.invoice?.payBy);
  const none = <span className={css["pale"]}>{t("none")}</span>;
  return (
    <>
      {phone ? null : <BudgetFacts request={request} type={type} />}
      <FactsGroup title={t("facts.people")}>
        <FactsList
          facts={[
            { label: t("facts.author"), value: <PersonName name={request.author.name} /> },
            { label: t("facts.assignee"), value: <Assignee request={request} /> },
            ...(request.subject && request.subject.id !== request.author.id
              ? [{ label: t("facts.subject"), value: <PersonName name={request.subject.name} /> }]
              : []),
            { label: t("watchers.title"), value: <Watchers recordId={request.id} meId={meId} /> },
          ]}
        />
      </FactsGroup>
      <FactsGroup title={t("facts.dates")}>
        <FactsList
          facts={[
            ...(payBy !== "" ? [{ label: t("facts.payBy"), value: <DueText value={payBy} settled={!request.open} /> }] : []),
            { label: t("facts.due"), value: <DueText value={request.dueAt} settled={!request.open} /> },
            { label: t("facts.created"), value: <DateText value={request.submittedAt ?? request.createdAt} /> },
            ...(request.acceptedAt ? [{ label: t("facts.accepted"), value: <AcceptedBy request={request} /> }] : []),
            ...(request.closedAt ? [{ label: t("facts.closed"), value: <DateText value={request.closedAt} /> }] : []),
          ]}
        />
        {request.pausedMinutes > 0 ? (
          <p className={css["pale"]}>{t("facts.paused", { duration: workDurationText(request.pausedMinutes, t) })}</p>
        ) : null}
      </FactsGroup>
      {request.substituteAway?.length ? <SubstituteAway days={request.substituteAway} /> : null}
      {request.leave ? <LeaveFacts leave={request.leave} /> : null}
      <FactsGroup title={t("facts.place")}>
        <FactsList
          facts={[
            { label: t("facts.branch"), value: branch(request.branchId) ?? none, waiting },
            { label: t("facts.department"), value: department(request.departmentId) ?? none, waiting },
            { label: t("facts.project"), value: project(request.projectId) ?? none, waiting },
          ]}
        />
      </FactsGroup>
    </>
  );
}

function AcceptedBy({ request }: { request: RequestView }) {
  return (
    <>
      <DateText value={request.acceptedAt} />
      {request.acceptedBy && request.acceptedBy.id !== request.assignee?.id ? `, ${request.acceptedBy.name}` : null}
    </>
  );
}

function Assignee({ request }: { request: RequestView }) {
  const { t } = useTranslation("record");
  const [open, setOpen] = useState(false);
  return (
    <span className={css["assignee"]}>
      <PersonName name={request.assignee?.name} none={request.queueId ? t("facts.inQueue") : t("nobody")} />
      {request.mayAssign && request.mayEdit ? (
        <IconButton label={t("facts.assign")} className={css["small"]} onClick={() => setOpen(true)}>
          <IconPencil size={14} stroke={1.6} />
        </IconButton>
      ) : null}
      {open ? <AssignDialog request={request} onClose={() => setOpen(false)} /> : null}
    </span>
  );
}
