import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../../lib/money.ts";
import { ActionBar } from "../../../../ui/action/ActionBar.tsx";
import type { BlockedBecause } from "../../../../ui/action/ActionButton.tsx";
import { Button, ButtonLink } from "../../../../ui/action/Button.tsx";
import type { RequestView } from "../../requestQueries.ts";
import { Blocks } from "../../../records/approval/Blocks.tsx";
import { allowedExcess } from "./requestMoves.ts";
import { isShort } from "./actionPlan.ts";
import { ActionMenu } from "./RequestNext.tsx";
import type { RequestActions } from "./useRequestActions.tsx";

interface Props {
  request: RequestView;
  actions: RequestActions;
  cures: (blockers: RequestView["explain"]["blocks"]) => BlockedBecause[];
}

/** The same actions at the thumb of a phone. */
export function PhoneActions({ request, actions, cures }: Props) {
  const { t } = useTranslation("record");
  const { primary, beside, locked, menu, lockedInMenu } = actions.plan;
  const excess = allowedExcess(request);
  if (!primary && beside.length + menu.length + lockedInMenu.length === 0 && request.status !== "draft") return null;
  const note =
    excess > 0 ? (
      t("excess", { amount: moneyText(excess, "KZT", true) })
    ) : locked ? (
      <Blocks blockers={cures(locked.blockers).slice(0, 1)} />
    ) : undefined;
  return (
    <ActionBar note={note}>
      {isShort(actions.plan) && !locked ? (
        menu.map(({ action }) => (
          <Button key={action} onClick={() => actions.press(action)}>
            {t(`action.${action}`)}
          </Button>
        ))
      ) : (
        <ActionMenu actions={actions} cures={cures} tall />
      )}
      {beside.slice(0, 1).map(({ action }) => (
        <Button key={action} onClick={() => actions.press(action)}>
          {t([`short.${action}`, `action.${action}`])}
        </Button>
      ))}
      {request.status === "draft" ? (
        <ButtonLink to="/requests/$id/edit" params={{ id: request.id }} kind={primary ? "plain" : "primary"}>
          {t("action.continue")}
        </ButtonLink>
      ) : null}
      {primary ? (
        <Button key={primary.action} kind="primary" busy={actions.moving} onClick={() => actions.press(primary.action)}>
          {t(primary.action === "sendForApproval" && beside.length > 0 ? "short.sendForApproval" : `action.${primary.action}`)}
        </Button>
      ) : null}
      {locked && beside.length === 0 ? (
        <Button aria-disabled icon={<IconLock size={16} stroke={1.75} />}>
          {t(`action.${locked.action}`)}
        </Button>
      ) : null}
    </ActionBar>
  );
}
