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
import { Blocks } from "./approval/Blocks.tsx";
import { MoreActions } from "./MoreActions.tsx";
import { reasonsOf } from "./recordActions.ts";
import type { PlacedActions, RecordAction } from "./recordActions.ts";
import css from "./Records.module.css";

interface Props extends Offer {
  kind: StatusKind;
  status: string;
  /** Who is awaited, who is next, and what is in the way. */
  current: ReactNode;
  after?: ReactNode;
  blocked?: ReactNode;
  placed: PlacedActions;
  /** Which of the main ones stand as buttons; absent: all. */
  shown?: readonly RecordAction[];
  /** Those that are not possible yet, at the right edge. */
  aside?: readonly RecordAction[];
  /** Their places on a phone, where they differ. */
  phone?: PlacedActions;
}

/** How the actions look and what a press does, wherever they stand. */
interface Offer {
  label: (action: RecordAction) => string;
  onPress: (action: RecordAction) => void;
  /** Whether any action is on its way, and whether it is this one. */
  moving: boolean;
  isPressed: (action: RecordAction) => boolean;
  /** Never coloured, though they come first. */
  plain?: readonly string[];
  /** Those that end or undo: said in red in the menu. */
  dangerous?: readonly string[];
  /** Keys that press them, shown as caps. */
  keys?: Readonly<Record<string, string>>;
  /** Why an action is not possible; absent: everything the server says. */
  reasons?: (action: RecordAction) => BlockedBecause[];
  /** Nothing is more pressing than the few lesser ones: they need no menu to hide in. */
  short?: boolean;
  /** A way on that is no action: to the form of a draft. */
  lead?: ReactNode;
  /** What a press would let pass, in words. */
  warning?: string | undefined;
}

/** «Что дальше» of a record of any kind, and the same actions at the thumb of a phone. */
export function ActionStrip({ kind, status, current, after, blocked, placed, aside = [], phone = placed, ...rest }: Props) {
  const { shown = placed.main, ...offer } = rest;
  const buttons = { ...offer, primary: placed.primary };
  const some = shown.length + placed.rest.length + (placed.locked ?? []).length > 0 || offer.lead;
  return (
    <>
      <NextStrip
        tone={statusLook(kind, status).tone}
        current={current}
        after={after}
        blocked={blocked}
        actions={
          some ? (
            <>
              {offer.lead}
              <Buttons {...buttons} actions={offer.short ? [...shown, ...placed.rest] : shown} />
              <Further {...offer} actions={offer.short ? [] : placed.rest} locked={placed.locked} />
              {offer.warning ? <span className={css["warning"]}>{offer.warning}</span> : null}
            </>
          ) : undefined
        }
        aside={aside.length > 0 ? <Buttons {...buttons} actions={aside} /> : undefined}
      />
      <PhoneBar {...offer} placed={phone} />
    </>
  );
}

/** Why the action is not possible, as its kind says it. */
function useReasons({ reasons }: { reasons?: Offer["reasons"] | undefined }): (action: RecordAction) => BlockedBecause[] {
  const { t } = useTranslation("record");
  return reasons ?? (({ blockers }) => reasonsOf(blockers, t));
}

interface ButtonsProps extends Offer {
  actions: readonly RecordAction[];
  primary: RecordAction | undefined;
}

function Buttons({ actions, primary, plain = [], keys = {}, label, onPress, isPressed, reasons }: ButtonsProps) {
  const because = useReasons({ reasons });
  return actions.map((action) => (
    <ActionButton
      // Another action is another button: a second Enter must not press what came in its place.
      key={action.action}
      kind={action === primary && !plain.includes(action.action) ? "primary" : "plain"}
      keyHint={keys[action.action]}
      busy={isPressed(action)}
      onPress={() => onPress(action)}
      blockers={action.allowed ? [] : because(action)}
    >
      {label(action)}
    </ActionButton>
  ));
}

interface FurtherProps extends Pick<Offer, "label" | "onPress" | "dangerous" | "reasons"> {
  actions: readonly RecordAction[];
  locked: readonly RecordAction[] | undefined;
  tall?: boolean;
}

function Further({ actions, locked, label, onPress, dangerous, reasons, tall = false }: FurtherProps) {
  const because = useReasons({ reasons });
  return (
    <MoreActions
      actions={actions}
      locked={locked}
      because={because}
      label={label}
      onPress={onPress}
      dangerous={dangerous}
      tall={tall}
    />
  );
}

/** Everything `NextStrip` offers on a wide screen, at the thumb of a phone: the first action, one beside it, the rest in «…». */
function PhoneBar({ placed, ...offer }: Offer & { placed: PlacedActions }) {
  const { label, onPress, lead, warning, moving } = offer;
  const because = useReasons(offer);
  const { beside, menu, few, locked } = onPhone(placed, offer);
  const { primary } = placed;
  if (!primary && !beside && !locked && !lead && menu.length + (placed.locked ?? []).length === 0) return null;
  const note = warning ?? (locked ? <Blocks blockers={because(locked).slice(0, 1)} /> : undefined);
  return (
    <ActionBar note={note}>
      {few ? (
        menu.map((action) => <PhoneButton key={action.action} action={action} words={label(action)} onPress={onPress} />)
      ) : (
        <Further {...offer} actions={menu} locked={placed.locked} tall />
      )}
      {beside ? <PhoneButton key={beside.action} action={beside} words={label(beside)} onPress={onPress} brief /> : null}
      {lead}
      {primary ? (
        <PhoneButton
          key={primary.action}
          action={primary}
          words={label(primary)}
          onPress={onPress}
          brief={beside !== undefined}
          coloured
          busy={moving}
        />
      ) : null}
      {locked && !beside ? (
        <Button aria-disabled icon={<IconLock size={16} stroke={1.75} />}>
          {label(locked)}
        </Button>
      ) : null}
    </ActionBar>
  );
}

/** One action may stand beside the first one; a menu is made for no single action. */
function onPhone({ main, primary, rest, locked: later = [] }: PlacedActions, { short = false, lead }: Offer) {
  const [beside, ...others] = main.filter((action) => action.allowed && action !== primary);
  const menu = [...others, ...rest];
  const locked = primary ? undefined : main.find(({ allowed }) => !allowed);
  const alone = !primary && !lead && menu.length === 1 && later.length === 0;
  return { beside, menu, locked, few: !locked && (short || alone) };
}

interface PhoneButtonProps extends Pick<Offer, "onPress"> {
  action: RecordAction;
  words: string;
  /** Two beside each other have room for short words only. */
  brief?: boolean;
  coloured?: boolean;
  busy?: boolean;
}

function PhoneButton({ action, words, onPress, brief = false, coloured = false, busy = false }: PhoneButtonProps) {
  const { t } = useTranslation("record");
  return (
    <Button kind={coloured ? "primary" : "plain"} busy={busy} onClick={() => onPress(action)}>
      {brief ? t(`short.${action.action}`, { defaultValue: words }) : words}
    </Button>
  );
}
