import { Menu } from "@mantine/core";
import { IconDots, IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../../lib/money.ts";
import { ActionButton } from "../../../../ui/action/ActionButton.tsx";
import type { BlockedBecause } from "../../../../ui/action/ActionButton.tsx";
import { Button, ButtonLink, IconButton } from "../../../../ui/action/Button.tsx";
import { NextStrip } from "../../../../ui/action/NextStrip.tsx";
import { statusLook } from "../../../../ui/value/statusLook.ts";
import type { RequestView } from "../../requestQueries.ts";
import { RemindedText } from "../../../records/RemindedText.tsx";
import { isDangerous, isShort } from "./actionPlan.ts";
import { AfterText, NowText } from "../../../records/approval/ExplainText.tsx";
import type { Now } from "../../../records/approval/ExplainText.tsx";
import { Blocks } from "../../../records/approval/Blocks.tsx";
import css from "../Record.module.css";
import { allowedExcess } from "./requestMoves.ts";
import type { RequestActions } from "./useRequestActions.tsx";

interface Props {
  request: RequestView;
  actions: RequestActions;
  meId: string;
  /** Blockers in words with the way to their cure on this page. */
  cures: (blockers: RequestView["explain"]["blocks"]) => BlockedBecause[];
}

/** Keys of the two decisions, as the caps show them. */
const KEYS: Record<string, string> = { approve: "A", return: "R" };

/** «Что дальше» with the actions; the page draws what the server lists and nothing else. */
export function RequestNext({ request, actions, meId, cures }: Props) {
  const { t } = useTranslation("record");
  const { locked, menu } = actions.plan;
  const nothing = isShort(actions.plan) && menu.length === 0 && request.status !== "draft";
  return (
    <NextStrip
      tone={statusLook("request", request.status).tone}
      current={
        <>
          <NowText
            now={request.explain.now}
            meId={meId}
            kind="request"
            status={request.status}
            quiet={t(`standing.${request.status}`)}
            placeOf={(awaited) => placeOf(awaited, request)}
          />
          {request.status === "approval" ? <RemindedText at={request.remindedAt} /> : null}
        </>
      }
      after={request.explain.next.length > 0 ? <AfterText next={request.explain.next} meId={meId} /> : undefined}
      blocked={request.explain.blocks.length > 0 ? <Blocks blockers={cures(request.explain.blocks)} /> : undefined}
      actions={nothing ? undefined : <Buttons request={request} actions={actions} cures={cures} />}
      aside={
        locked ? (
          <ActionButton blockers={cures(locked.blockers).slice(0, 1)} onPress={noPress}>
            {t(`action.${locked.action}`)}
          </ActionButton>
        ) : undefined
      }
    />
  );
}

/** What may be done now, the decision first. */
function Buttons({ request, actions, cures }: Omit<Props, "meId">) {
  const { t } = useTranslation("record");
  const { primary, beside, menu } = actions.plan;
  const excess = allowedExcess(request);
  const busy = (action: string) => actions.moving && actions.input?.action === action;
  return (
    <>
      {request.status === "draft" ? <ContinueDraft id={request.id} primary={!primary} /> : null}
      {primary ? (
        <ActionButton
          // Another action is another button: a second Enter must not press what came in its place.
          key={primary.action}
          kind="primary"
          keyHint={KEYS[primary.action] ?? ""}
          busy={busy(primary.action)}
          onPress={() => actions.press(primary.action)}
        >
          {t(`action.${primary.action}`)}
        </ActionButton>
      ) : null}
      {beside.map(({ action }) => (
        <Button key={action} keyHint={KEYS[action]} busy={busy(action)} onClick={() => actions.press(action)}>
          {t(`action.${action}`)}
        </Button>
      ))}
      {isShort(actions.plan) ? (
        menu.map(({ action }) => (
          <Button key={action} busy={busy(action)} onClick={() => actions.press(action)}>
            {t(`action.${action}`)}
          </Button>
        ))
      ) : (
        <ActionMenu actions={actions} cures={cures} />
      )}
      {excess > 0 ? <span className={css["excess"]}>{t("excess", { amount: moneyText(excess, "KZT", true) })}</span> : null}
    </>
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

const noPress = () => undefined;

function ContinueDraft({ id, primary }: { id: string; primary: boolean }) {
  const { t } = useTranslation("record");
  return (
    <ButtonLink to="/requests/$id/edit" params={{ id }} kind={primary ? "primary" : "plain"}>
      {t("action.continue")}
    </ButtonLink>
  );
}

/** Less frequent actions behind «…», the ones that are not possible yet last. */
export function ActionMenu({ actions, cures, tall }: Pick<Props, "actions" | "cures"> & { tall?: boolean }) {
  const { t } = useTranslation("record");
  const { primary, menu, lockedInMenu } = actions.plan;
  const withComment = primary?.action === "approve";
  if (menu.length + lockedInMenu.length === 0 && !withComment) return null;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <IconButton label={t("action.more")} kind="plain" className={tall ? css["tall"] : undefined}>
          <IconDots size={18} stroke={1.6} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {withComment ? (
          <Menu.Item onClick={() => actions.setDialog({ name: "approve", action: "approve" })}>
            {t("action.approveComment")}
          </Menu.Item>
        ) : null}
        {menu.map(({ action }) => (
          <Menu.Item key={action} {...(isDangerous(action) ? { color: "var(--red)" } : {})} onClick={() => actions.press(action)}>
            {t(`action.${action}`)}
          </Menu.Item>
        ))}
        {lockedInMenu.length > 0 && (menu.length > 0 || withComment) ? <Menu.Divider /> : null}
        {lockedInMenu.map(({ action, blockers }) => (
          <LockedItem key={action} name={t(`action.${action}`)} because={cures(blockers)[0]} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What is not possible yet, why, and on a press the way to the cure. */
function LockedItem({ name, because }: { name: string; because: BlockedBecause | undefined }) {
  const words = (
    <span className={css["lockedItem"]}>
      {name}
      <span>
        {because?.text} {because?.cure ? <em>{because.cure}</em> : null}
      </span>
    </span>
  );
  const icon = <IconLock size={16} stroke={1.75} aria-hidden />;
  if (because?.cure && because.href)
    return (
      <Menu.Item component="a" href={because.href} leftSection={icon}>
        {words}
      </Menu.Item>
    );
  return (
    <Menu.Item
      leftSection={icon}
      {...(because?.onCure ? { onClick: because.onCure } : { "aria-disabled": true, closeMenuOnClick: false })}
    >
      {words}
    </Menu.Item>
  );
}
