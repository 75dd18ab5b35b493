import { Menu } from "@mantine/core";
import { IconDots, IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { BlockedBecause } from "../../ui/action/ActionButton.tsx";
import { IconButton } from "../../ui/action/Button.tsx";
import css from "./Records.module.css";
import type { RecordAction } from "./recordActions.ts";

interface Props {
  actions: readonly RecordAction[];
  /** Those that are not possible yet: the last ones, each with its reason. */
  locked?: readonly RecordAction[] | undefined;
  because?: (action: RecordAction) => readonly BlockedBecause[];
  label: (action: RecordAction) => string;
  onPress: (action: RecordAction) => void;
  /** Those that end or undo: said in red. */
  dangerous?: readonly string[] | undefined;
  /** Beside the tall buttons of a phone. */
  tall?: boolean;
}

/** Less frequent actions of a record behind «…»; nothing when there are none. */
export function MoreActions({ actions, locked = [], because, label, onPress, dangerous = [], tall }: Props) {
  const { t } = useTranslation("record");
  if (actions.length + locked.length === 0) return null;
  return (
    <Menu position="bottom-start" {...(locked.length > 0 ? {} : { width: 240 })}>
      <Menu.Target>
        <IconButton kind="plain" label={t("action.more")} className={tall ? css["tall"] : undefined}>
          <IconDots size={18} stroke={1.6} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map((action) => (
          <Menu.Item
            key={action.action}
            {...(dangerous.includes(action.action) ? { color: "var(--red)" } : {})}
            onClick={() => onPress(action)}
          >
            {label(action)}
          </Menu.Item>
        ))}
        {actions.length > 0 && locked.length > 0 ? <Menu.Divider /> : null}
        {locked.map((action) => (
          <LockedItem key={action.action} name={label(action)} because={because?.(action)[0]} />
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
