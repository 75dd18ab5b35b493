import { Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconDevices, IconKeyboard, IconLogout } from "@tabler/icons-react";
import type { MantineColorScheme } from "@mantine/core";
import type { Language } from "@tartip/i18n/web";
import { useTranslation } from "react-i18next";
import { Avatar } from "./Avatar.tsx";
import css from "./TopBarItems.module.css";
import { LanguageItems } from "./LanguageMenu.tsx";

interface Props {
  name: string;
  position: string | undefined;
  onHotkeys: () => void;
  /** Keeps the choice for every device. */
  onLanguage?: (language: Language) => void;
  onScheme?: (scheme: MantineColorScheme) => void;
  onLogout: (everywhere: boolean) => void;
}

const SCHEMES = ["light", "dark", "auto"] as const;

/** The person: appearance, language, keys, log out here or everywhere. */
export function PersonMenu({ name, position, onHotkeys, onLogout, onLanguage, onScheme }: Props) {
  const { t } = useTranslation("shell");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu width={240} withinPortal={false}>
      <Menu.Target>
        <button type="button" className={css["icon"]}>
          <Avatar name={name} size={28} />
          <span className="screen-reader">{t("person", { name })}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <span className={css["name"]}>{name}</span>
          <span className={css["position"]}>{position}</span>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t("theme.label")}</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Menu.Item
            key={scheme}
            onClick={() => {
              setColorScheme(scheme);
              onScheme?.(scheme);
            }}
            rightSection={scheme === colorScheme ? <IconCheck size={16} /> : null}
          >
            {t(`theme.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t("language")}</Menu.Label>
        <LanguageItems onChoose={onLanguage} />
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onHotkeys}>
          {t("hotkeys")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => onLogout(false)}>
          {t("logout")}
        </Menu.Item>
        <Menu.Item leftSection={<IconDevices size={16} />} onClick={() => onLogout(true)}>
          {t("logoutEverywhere")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
