import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ActionBar } from "../../ui/ActionBar.tsx";
import { Button } from "../../ui/Button.tsx";
import { MoreActions } from "./MoreActions.tsx";
import type { placeActions, RecordAction } from "./recordActions.ts";
import { reasonsOf } from "./recordActions.ts";

interface Props {
  placed: ReturnType<typeof placeActions>;
  label: (action: RecordAction) => string;
  onPress: (action: RecordAction) => void;
  busy: boolean;
}

/** Everything `NextStrip` offers on a wide screen, at the thumb of a phone: the first action, one beside it, the rest in «…». */
export function PhoneBar({ placed: { main, primary, rest }, label, onPress, busy }: Props) {
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
