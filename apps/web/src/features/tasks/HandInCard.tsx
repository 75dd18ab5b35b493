import { Textarea } from "@mantine/core";
import { IconCheck, IconPaperclip } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionButton } from "../../ui/action/ActionButton.tsx";
import { Card } from "../../ui/Card.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";
import { reasonsOf } from "../records/recordActions.ts";
import type { RecordAction } from "../records/recordActions.ts";
import { useKeptText } from "../records/useKeptText.ts";
import css from "./TaskPage.module.css";
import type { Task } from "./taskQueries.ts";
import type { TaskMove } from "./useTaskMove.ts";

/** What the form itself cures; everything else stands beside the button. */
const CURED_HERE = ["result_missing", "result_link_missing"];

interface Props {
  task: Task;
  action: RecordAction;
  move: TaskMove;
}

/** «Что сделано»: the result in words, links and files; what the type demands is said before the button. */
export function HandInCard({ task, action, move }: Props) {
  const { t } = useTranslation("tasks");
  // After a return the next result begins empty: the last one stands above.
  const turn = `task.${task.id}.${task.results.length}`;
  const [result, setResult] = useKeptText(`${turn}.result`);
  const [links, setLinks] = useKeptText(`${turn}.links`);
  const [asked, setAsked] = useState(false);
  const addresses = links.split(/\s+/).filter(Boolean);
  const wrong = addresses.find((link) => !URL.canParse(link) || !/^https?:/.test(link));
  const blockers = action.blockers.filter((blocker) => !CURED_HERE.includes(blocker.code));
  function submit() {
    setAsked(true);
    if (!result.trim() || wrong || blockers.length > 0 || move.moving) return;
    move.move({ action: "handIn", result: result.trim(), links: addresses });
  }
  return (
    <Card id="hand-in" title={t("page.handIn.title")}>
      <form
        noValidate
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <ResultField value={result} onChange={setResult} asked={asked} />
        <LinksField value={links} onChange={setLinks} wrong={asked ? wrong : undefined} />
        <DemandedFiles task={task} />
        <ErrorNotice error={move.input?.action === "handIn" ? move.error : null} />
        <Send task={task} move={move} blockers={blockers} onPress={submit} />
      </form>
    </Card>
  );
}

/** A field the step owes stands on the card of its request, not here. */
function fieldOfRequest({ request }: Task, { fix }: RecordAction["blockers"][number]): { href?: string } {
  return fix?.kind === "field" && request?.visible ? { href: `/requests/${request.id}#field-${fix.target}` } : {};
}

function DemandedFiles({ task }: { task: Task }) {
  const { t } = useTranslation("tasks");
  const needed = Math.max(task.demands.minFiles, task.demands.file ? 1 : 0);
  if (needed === 0) return null;
  const present = task.demands.files;
  const done = present >= needed;
  return (
    <p className={css["demand"]} data-tone={done ? "green" : "amber"}>
      {done ? <IconCheck size={16} aria-hidden /> : <IconPaperclip size={16} aria-hidden />}
      {done ? t("page.handIn.filesDone") : <a href="#files">{t("page.handIn.files", { present, needed })}</a>}
    </p>
  );
}

interface ResultProps {
  value: string;
  onChange: (result: string) => void;
  asked: boolean;
}

function ResultField({ value, onChange, asked }: ResultProps) {
  const { t } = useTranslation("tasks");
  return (
    <Textarea
      {...fieldProps({
        name: "result",
        label: t("page.handIn.label"),
        required: true,
        help: t("page.handIn.help"),
        error: asked && !value.trim() ? t("page.handIn.missing") : undefined,
      })}
      autosize
      minRows={3}
      maxRows={14}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

interface LinksProps {
  value: string;
  onChange: (links: string) => void;
  /** The first word that is no address. */
  wrong: string | undefined;
}

function LinksField({ value, onChange, wrong }: LinksProps) {
  const { t } = useTranslation("tasks");
  return (
    <Textarea
      {...fieldProps({
        name: "links",
        label: t("page.handIn.links"),
        help: t("page.handIn.linksHelp"),
        error: wrong ? t("page.handIn.wrongLink", { link: wrong }) : undefined,
      })}
      autosize
      minRows={1}
      maxRows={6}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

interface SendProps extends Pick<Props, "task" | "move"> {
  /** What the form itself does not cure. */
  blockers: RecordAction["blockers"];
  onPress: () => void;
}

/** The button, and beside it to whom the result goes. */
function Send({ task, move, blockers, onPress }: SendProps) {
  const { t } = useTranslation("tasks");
  return (
    <div className={css["submit"]}>
      <span className={css["quiet"]}>
        {task.reviewer ? t("page.handIn.toReview", { name: task.reviewer.name }) : t("page.handIn.toDone")}
      </span>
      <ActionButton
        kind="primary"
        keyHint="Ctrl Enter"
        busy={move.moving && move.input?.action === "handIn"}
        blockers={blockers.flatMap((one) => reasonsOf([one], t).map((told) => ({ ...told, ...fieldOfRequest(task, one) })))}
        reason="below"
        onPress={onPress}
      >
        {t("page.action.handIn")}
      </ActionButton>
    </div>
  );
}
