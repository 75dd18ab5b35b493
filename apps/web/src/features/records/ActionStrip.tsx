import { IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ActionBar } from "../../ui/action/ActionBar.tsx";
import { ActionButton } from "../../ui/action/ActionButton.tsx";
import type { BlockedBecause } from "../../ui/action/ActionButton.tsx";
import { Button } from "../../ui/action/Button.tsx";
import { NextStrip } from "../../ui/action/NextStrip.tsx";
import { statusLook } from "../../ui/value/statusLook.ts";
import type { StatusKind } from "../../ui/value/statusLook.ts";
import { MoreActions } from "./MoreActions.tsx";
import { reasonsOf } from "./recordActions.ts";
import type { placeActions, RecordAction } from "./recordActions.ts";

type Placed = ReturnType<typeof placeActions>;

interface Props {
  kind: StatusKind;
  status: string;
  /** Who is awaited, who is next, and what is in the way. */
  current: ReactNode;
  after?: ReactNode;
  blocked?: ReactNode;
  placed: Placed;
  /** Which of the main ones stand as buttons; absent: all. */
  shown?: readonly RecordAction[];
  /** Those that are not possible yet, at the right edge. */
  aside?: readonly RecordAction[];
  /** Never coloured, though they come first. */
  plain?: readonly string[];
  /** Their places on a phone, where they differ. */
  phone?: Placed;
  label: (action: RecordAction) => string;
  onPress: (action: RecordAction) => void;
  /** Whether any action is on its way, and whether it is this one. */
  moving: boolean;
  isPressed: (action: RecordAction) => boolean;
  /** Why an action is not possible; absent: everything the server says. */
  reasons?: (action: RecordAction) => BlockedBecause[];
}

/** «Что дальше» of a record of any kind, and the same actions at the thumb of a phone. */
export function ActionStrip({ kind, status, current, after, blocked, placed, aside = [], phone = placed, ...rest }: Props) {
  const { shown = placed.main, label, onPress, moving } = rest;
  const buttons = { ...rest, primary: placed.primary };
  return (
    <>
      <NextStrip
        tone={statusLook(kind, status).tone}
        current={current}
        after={after}
        blocked={blocked}
        actions={
          shown.length + placed.rest.length > 0 ? (
            <>
              <Buttons {...buttons} actions={shown} />
              <MoreActions actions={placed.rest} label={label} onPress={onPress} />
            </>
          ) : undefined
        }
        aside={aside.length > 0 ? <Buttons {...buttons} actions={aside} /> : undefined}
      />
      <PhoneBar placed={phone} label={label} onPress={onPress} busy={moving} />
    </>
  );
}

interface ButtonsProps extends Pick<Props, "label" | "onPress" | "isPressed" | "plain" | "reasons"> {
  actions: readonly RecordAction[];
  primary: RecordAction | undefined;
}

function Buttons({ actions, primary, plain = [], label, onPress, isPressed, reasons }: ButtonsProps) {
  const { t } = useTranslation("record");
  const because = reasons ?? ((action: RecordAction) => reasonsOf(action.blockers, t));
  return actions.map((action) => (
    <ActionButton
      key={action.action}
      kind={action === primary && !plain.includes(action.action) ? "primary" : "plain"}
      busy={isPressed(action)}
      onPress={() => onPress(action)}
      blockers={action.allowed ? [] : because(action)}
    >
      {label(action)}
    </ActionButton>
  ));
}

interface PhoneProps extends Pick<Props, "label" | "onPress"> {
  placed: Placed;
  busy: boolean;
}

/** Everything `NextStrip` offers on a wide screen, at the thumb of a phone: the first action, one beside it, the rest in «…». */
function PhoneBar({ placed: { main, primary, rest }, label, onPress, busy }: PhoneProps) {
  const { t } = useTranslation("record");
  const [beside, ...others] = main.filter((action) => action.allowed && action !== primary);
  const menu = [...others, ...rest];
  const locked = primary ? undefined : main.find(({ allowed }) => !allowed);
  if (!primary && !locked && menu.length === 0) return null;
  const [alone] = menu;
  return (
    <ActionBar note={locked ? reasonsOf(locked.blockers, t)[0]?.text : undefined}>
      {!primary && !locked && alone && menu.length === 1 ? (
        <Button onClick={() => onPress(alone)}>{label(alone)}</Button>
      ) : (
        <MoreActions actions={menu} label={label} onPress={onPress} tall />
      )}
      {beside ? (
        <Button key={beside.action} onClick={() => onPress(beside)}>
          {t(`short.${beside.action}`, { defaultValue: label(beside) })}
        </Button>
      ) : null}
      {primary ? (
        <Button key={primary.action} kind="primary" busy={busy} onClick={() => onPress(primary)}>
          {label(primary)}
        </Button>
      ) : null}
      {locked ? (
        <Button aria-disabled icon={<IconLock size={16} stroke={1.75} />}>
          {label(locked)}
        </Button>
      ) : null}
    </ActionBar>
  );
}
