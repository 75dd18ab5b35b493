import { Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../lib/money.ts";
import { ActionButton } from "../../../ui/ActionButton.tsx";
import type { BlockedBecause } from "../../../ui/ActionButton.tsx";
import { Button, ButtonLink, IconButton } from "../../../ui/Button.tsx";
import { NextStrip } from "../../../ui/NextStrip.tsx";
import { statusLook } from "../../../ui/statusLook.ts";
import type { RequestView } from "../requestQueries.ts";
import { isDangerous } from "./actionPlan.ts";
import { AfterText, NowText } from "./ExplainText.tsx";
import { Blocks } from "./Blocks.tsx";
import css from "./Record.module.css";
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
export const KEYS: Record<string, string> = { approve: "A", return: "R" };

/** «Что дальше» with the actions; the page draws what the server lists and nothing else. */
export function RequestNext({ request, actions, meId, cures }: Props) {
  const { t } = useTranslation("record");
  const { primary, beside, locked } = actions.plan;
  const excess = allowedExcess(request);
  const busy = (action: string) => actions.moving && actions.input?.action === action;
  // Nothing more pressing: the few that there are need not hide.
  const few = !primary && beside.length === 0 && actions.plan.menu.length <= 2;
  const nothing = !primary && beside.length === 0 && actions.plan.menu.length === 0 && request.status !== "draft";
  return (
    <NextStrip
      tone={statusLook("request", request.status).tone}
      current={<NowText request={request} meId={meId} />}
      after={request.explain.next.length > 0 ? <AfterText next={request.explain.next} meId={meId} /> : undefined}
      blocked={request.explain.blocks.length > 0 ? <Blocks blockers={cures(request.explain.blocks)} /> : undefined}
      actions={
        nothing ? undefined : (
          <>
            {request.status === "draft" ? <ContinueDraft id={request.id} primary={!primary} /> : null}
            {primary ? (
              <ActionButton
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
            {few ? (
              actions.plan.menu.map(({ action }) => (
                <Button key={action} busy={busy(action)} onClick={() => actions.press(action)}>
                  {t(`action.${action}`)}
                </Button>
              ))
            ) : (
              <ActionMenu actions={actions} />
            )}
            {excess > 0 ? <span className={css["excess"]}>{t("excess", { amount: moneyText(excess, "KZT", true) })}</span> : null}
          </>
        )
      }
      aside={
        locked[0] ? (
          <ActionButton blockers={cures(locked[0].blockers).slice(0, 1)} onPress={noPress}>
            {t(`action.${locked[0].action}`)}
          </ActionButton>
        ) : undefined
      }
    />
  );
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

/** Less frequent actions behind «…». */
export function ActionMenu({ actions, tall }: { actions: RequestActions; tall?: boolean }) {
  const { t } = useTranslation("record");
  const { primary, menu } = actions.plan;
  const withComment = primary?.action === "approve";
  if (menu.length === 0 && !withComment) return null;
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
      </Menu.Dropdown>
    </Menu>
  );
}
