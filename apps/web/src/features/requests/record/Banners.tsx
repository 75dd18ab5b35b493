import { IconArrowBackUp, IconHelpCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { now } from "../../../lib/clock.ts";
import { labelIn } from "../../../lib/reference.ts";
import { Button } from "../../../ui/action/Button.tsx";
import { DateText } from "../../../ui/value/DateText.tsx";
import { Note } from "../../../ui/action/Note.tsx";
import { sinceText } from "../../records/awaitText.ts";
import type { RequestView } from "../requestQueries.ts";
import css from "./Record.module.css";
import type { RequestActions } from "./actions/useRequestActions.tsx";

interface Props {
  request: RequestView;
  actions: RequestActions;
}

/** What must be seen before anything else: urgent and not accepted, a question, a return. Nothing when none applies. */
export function Banners({ request, actions }: Props) {
  const urgent = request.urgent !== null;
  const returned = request.status === "rework" && request.returned !== null;
  if (!urgent && !returned && !request.clarification) return null;
  return (
    <div className={css["banners"]}>
      {urgent ? <Urgent request={request} actions={actions} /> : null}
      {request.clarification ? <Question request={request} actions={actions} /> : null}
      {returned ? <Returned request={request} /> : null}
    </div>
  );
}

function Urgent({ request, actions }: Props) {
  const { t, i18n } = useTranslation("record");
  const { urgent } = request;
  const when = (value: string): string => sinceText(value, i18n.language, t, now());
  const press = actions.plan.primary?.action;
  const may = press === "accept" || press === "take";
  return (
    <Note
      tone="red"
      title={t("urgent.title", { since: when(request.submittedAt ?? request.createdAt) })}
      actions={
        may ? (
          <Button busy={actions.moving} onClick={() => actions.press(press)}>
            {t(`action.${press}`)}
          </Button>
        ) : undefined
      }
    >
      {urgent?.headToldAt ? t("urgent.told", { when: when(urgent.headToldAt) }) : null}
      {urgent?.headHearsAt && !urgent.headToldAt ? t("urgent.soon", { when: when(urgent.headHearsAt) }) : null}
    </Note>
  );
}

function Question({ request, actions }: Props) {
  const { t } = useTranslation("record");
  const question = request.clarification;
  const mayAnswer = request.actions.some((one) => one.action === "answer" && one.allowed);
  if (!question) return null;
  return (
    <Note
      tone="amber"
      icon={<IconHelpCircle size={18} stroke={1.6} />}
      title={t("question.title", { name: question.askedBy?.name ?? "" })}
      actions={mayAnswer ? <Button onClick={() => actions.press("answer")}>{t("action.answer")}</Button> : undefined}
    >
      <span className={css["longText"]}>{question.question}</span>
      <div className={css["bannerNote"]}>
        <DateText value={question.askedAt} /> ·{" "}
        {question.forReader ? t("question.yours") : t("question.paused", { name: question.asked?.name ?? request.author.name })}
        {mayAnswer && !question.forReader ? ` · ${t("question.mayEnd")}` : null}
      </div>
    </Note>
  );
}

function Returned({ request }: { request: RequestView }) {
  const { t, i18n } = useTranslation("record");
  const { returned } = request;
  if (!returned) return null;
  const again = request.tasks.find((task) => task.id === returned.taskId);
  const todo = returned.answered ? t("returned.changed") : t("returned.todo");
  return (
    <Note
      tone="amber"
      icon={<IconArrowBackUp size={18} stroke={1.6} />}
      title={t(`returned.from.${returned.from ?? "approval"}`)}
    >
      <span className={css["longText"]}>{returned.reason}</span>
      <div className={css["bannerNote"]}>
        {returned.by ? `${returned.by.name} · ` : null}
        <DateText value={returned.at} /> · {again ? t("returned.redo", { task: nameOf(again, i18n.language) }) : todo}
      </div>
    </Note>
  );
}

function nameOf({ title, titles }: RequestView["tasks"][number], language: string): string {
  return titles ? labelIn(titles, language) : title;
}
