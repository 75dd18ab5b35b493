import { Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/action/Button.tsx";
import css from "./Records.module.css";
import type { RecordAction } from "./recordActions.ts";

interface Props {
  actions: readonly RecordAction[];
  label: (action: RecordAction) => string;
  onPress: (action: RecordAction) => void;
  /** Beside the tall buttons of a phone. */
  tall?: boolean;
}

/** Less frequent actions of a record behind «…»; nothing when there are none. */
export function MoreActions({ actions, label, onPress, tall }: Props) {
  const { t } = useTranslation("record");
  if (actions.length === 0) return null;
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <IconButton kind="plain" label={t("action.more")} className={tall ? css["tall"] : undefined}>
          <IconDots size={18} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map((action) => (
          <Menu.Item key={action.action} onClick={() => onPress(action)}>
            {label(action)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
