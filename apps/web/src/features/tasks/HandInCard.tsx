import { distinctLinks, linkProblem } from "@tartip/domain/tasks/links";
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

/** What the form itself cures or counts; everything else stands beside the button. */
const CURED_HERE = ["result_missing", "result_proof_missing", "result_proofs_few"];

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
  const addresses = distinctLinks(links.split("\n"));
  const wrong = addresses.find((link) => linkProblem(link) !== undefined);
  const proof = proofOf(task, wrong ? 0 : addresses.length);
  const blockers = action.blockers.filter((blocker) => !CURED_HERE.includes(blocker.code));
  function submit() {
    setAsked(true);
    const missing = !result.trim() ? "field-result" : wrong ? "field-links" : proof.lacking ? "files" : undefined;
    if (missing) return leadTo(missing);
    if (blockers.length > 0 || move.moving) return;
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
        <DemandedProof proof={proof} />
        <ErrorNotice error={move.input?.action === "handIn" ? move.error : null} />
        <Send task={task} move={move} blockers={blockers} onPress={submit} />
      </form>
    </Card>
  );
}

/** A field the step owes stands on the card of its request; files and the checklist stand here. */
function placeOf({ fix }: RecordAction["blockers"][number], { request }: Task): string | undefined {
  if (fix?.kind === "field") return request?.visible ? `/requests/${request.id}#field-${fix.target}` : undefined;
  if (fix?.kind === "checklist") return `#checklist-${fix.target}`;
  return fix?.kind === "file" ? "#files" : undefined;
}

/** Shows what is missing, however far from the button it stands. */
function leadTo(id: string): void {
  const place = document.getElementById(id);
  place?.scrollIntoView({ block: "center" });
  place?.focus();
}

interface Proof {
  needed: number;
  present: number;
  lacking: boolean;
  fileOnly: boolean;
}

/** What must come with the words: files, and the links written here where a link does. */
function proofOf({ demands }: Task, links: number): Proof {
  const { file, minFiles, files, fileOnly } = demands;
  const needed = Math.max(minFiles, file ? 1 : 0);
  const present = files + (fileOnly ? 0 : links);
  return { needed, present, lacking: present < needed, fileOnly };
}

function DemandedProof({ proof }: { proof: Proof }) {
  const { t } = useTranslation("tasks");
  const { needed, present, lacking, fileOnly } = proof;
  if (needed === 0) return null;
  const [asks, done] = fileOnly ? (["files", "filesDone"] as const) : (["proofs", "proofsDone"] as const);
  return (
    <p className={css["demand"]} data-tone={lacking ? "amber" : "green"}>
      {lacking ? <IconPaperclip size={16} aria-hidden /> : <IconCheck size={16} aria-hidden />}
      {lacking ? <a href="#files">{t(`page.handIn.${asks}`, { present, needed })}</a> : t(`page.handIn.${done}`)}
      {lacking && fileOnly ? <span className={css["quiet"]}>{t("page.handIn.onlyFile")}</span> : null}
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
  /** The first line that is no link. */
  wrong: string | undefined;
}

function LinksField({ value, onChange, wrong }: LinksProps) {
  const { t } = useTranslation(["tasks", "fields"]);
  const problem = wrong === undefined ? undefined : linkProblem(wrong);
  return (
    <Textarea
      {...fieldProps({
        name: "links",
        label: t("page.handIn.links"),
        help: t("page.handIn.linksHelp"),
        error: problem && t("page.handIn.wrongLink", { link: wrong, problem: t(`fields:${problem}`) }),
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
        blockers={reasonsOf(blockers, t, (one) => placeOf(one, task))}
        reason="below"
        onPress={onPress}
      >
        {t("page.action.handIn")}
      </ActionButton>
    </div>
  );
}
