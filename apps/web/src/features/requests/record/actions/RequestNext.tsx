import { IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { now } from "../../../../lib/clock.ts";
import { shortDayText } from "../../../../lib/dates.ts";
import type { WebBlocker } from "../../../../lib/errors.ts";
import { moneyText } from "../../../../lib/money.ts";
import type { BlockedBecause } from "../../../../ui/action/ActionButton.tsx";
import { ButtonLink } from "../../../../ui/action/Button.tsx";
import { DateText } from "../../../../ui/value/DateText.tsx";
import { ActionStrip } from "../../../records/ActionStrip.tsx";
import { Blocks } from "../../../records/approval/Blocks.tsx";
import { AfterText, NowText } from "../../../records/approval/ExplainText.tsx";
import type { Now } from "../../../records/approval/ExplainText.tsx";
import type { PlacedActions } from "../../../records/recordActions.ts";
import { RemindedText } from "../../../records/RemindedText.tsx";
import type { RequestView } from "../../requestQueries.ts";
import css from "../Record.module.css";
import { DANGEROUS, isShort } from "./actionPlan.ts";
import type { ActionPlan } from "./actionPlan.ts";
import { allowedExcess } from "./requestMoves.ts";
import type { RequestActions } from "./useRequestActions.tsx";

interface Props {
  request: RequestView;
  actions: RequestActions;
  meId: string;
  /** Blockers in words with the way to their cure on this page. */
  cures: (blockers: readonly WebBlocker[]) => BlockedBecause[];
}

/** Keys of the two decisions, as the caps show them. */
const KEYS: Record<string, string> = { approve: "A", return: "R" };

/** «Что дальше» with the actions; the page draws what the server lists and nothing else. */
export function RequestNext({ request, actions, meId, cures }: Props) {
  const { t } = useTranslation("record");
  const { explain, status } = request;
  const { primary, beside, locked } = actions.plan;
  const excess = allowedExcess(request);
  return (
    <ActionStrip
      kind="request"
      status={status}
      current={<Current request={request} meId={meId} />}
      after={explain.next.length > 0 ? <AfterText next={explain.next} meId={meId} /> : undefined}
      blocked={explain.blocks.length > 0 ? <Blocks blockers={cures(explain.blocks)} /> : undefined}
      placed={placesOf(actions.plan)}
      shown={[...(primary ? [primary] : []), ...beside]}
      aside={locked ? [locked] : []}
      short={isShort(actions.plan)}
      keys={KEYS}
      dangerous={DANGEROUS}
      label={({ action }) => t(`action.${action}`)}
      onPress={({ action }) => actions.press(action)}
      moving={actions.moving}
      isPressed={({ action }) => actions.moving && actions.input?.action === action}
      reasons={({ blockers }) => cures(blockers).slice(0, 1)}
      lead={status === "draft" ? <ContinueDraft id={request.id} primary={!primary} /> : undefined}
      warning={excess > 0 ? t("excess", { amount: moneyText(excess, "KZT", true) }) : undefined}
    />
  );
}

/** The plan as the strip of every kind takes it; an approval may be given with a comment too. */
function placesOf({ primary, beside, locked, menu, lockedInMenu }: ActionPlan): PlacedActions {
  const withComment = primary?.action === "approve" ? [{ ...primary, action: "approveComment" }] : [];
  return {
    main: [...(primary ? [primary] : []), ...beside, ...(locked ? [locked] : [])],
    primary,
    rest: [...withComment, ...menu],
    locked: lockedInMenu,
  };
}

/** Who is awaited, and where what is awaited gets done. */
function Current({ request, meId }: Pick<Props, "request" | "meId">) {
  const { t } = useTranslation("record");
  const { explain, status, remindedAt } = request;
  return (
    <>
      <PaidText paid={request.paid} />
      <SentText request={request} meId={meId} />
      <NowText
        now={explain.now}
        meId={meId}
        kind="request"
        status={status}
        quiet={t(`standing.${status}`)}
        placeOf={(awaited) => placeOf(awaited, request)}
      />
      {status === "approval" ? <RemindedText at={remindedAt} /> : null}
    </>
  );
}

/** What is true of the money, above who is awaited after it. */
function PaidText({ paid }: { paid: RequestView["paid"] | undefined }) {
  const { t, i18n } = useTranslation("record");
  if (!paid) return null;
  const day = shortDayText(paid.on, i18n.language, now());
  return (
    <div className={css["paid"]}>
      <IconCircleCheck size={16} stroke={1.6} aria-hidden />
      {t(paid.whole ? "paidOn.whole" : "paidOn.part", { day })}
    </div>
  );
}

/** To its author, until somebody takes it: that it has left, and when. */
function SentText({ request: { status, author, submittedAt }, meId }: Pick<Props, "request" | "meId">) {
  const { t } = useTranslation("record");
  if (status !== "new" || author.id !== meId || !submittedAt) return null;
  return (
    <div className={css["paid"]}>
      <IconCircleCheck size={16} stroke={1.6} aria-hidden />
      <span>
        {t("sentOn")} <DateText value={submittedAt} />
      </span>
    </div>
  );
}

/** Where what is awaited gets done: the invoice that a task waits to be paid, else the task itself. */
function placeOf(awaited: Now, request: RequestView): string | undefined {
  if (!awaited.taskTitle) return undefined;
  const task = request.tasks.find((one) => (awaited.stepKey ? one.stepKey === awaited.stepKey : one.title === awaited.taskTitle));
  const [invoice] = request.invoices;
  if (invoice && task?.completesBy === "invoicePaid") return `/invoices/${invoice.id}`;
  return task ? `/tasks/${task.id}` : undefined;
}

function ContinueDraft({ id, primary }: { id: string; primary: boolean }) {
  const { t } = useTranslation("record");
  return (
    <ButtonLink to="/requests/$id/edit" params={{ id }} kind={primary ? "primary" : "plain"}>
      {t("action.continue")}
    </ButtonLink>
  );
}
