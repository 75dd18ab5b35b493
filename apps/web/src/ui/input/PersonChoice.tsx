import { Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconDevices, IconKeyboard, IconLogout, IconUser } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import css from "../shell/TopBarItems.module.css";
import { LanguageItems } from "../shell/LanguageItems.tsx";
import { PersonButton } from "../shell/PersonButton.tsx";
import type { PersonMenuProps } from "../shell/PersonMenu.tsx";

const SCHEMES = ["light", "dark", "auto"] as const;

/** The opened menu of the person with its button: profile, appearance, language, keys, log out here or everywhere. */
export function PersonChoice({ name, position, onProfile, onHotkeys, onLogout, onLanguage, onScheme }: PersonMenuProps) {
  const { t } = useTranslation("shell");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu width={240} withinPortal={false} defaultOpened>
      <Menu.Target>
        <PersonButton name={name} autoFocus />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <span className={css["name"]}>{name}</span>
          <span className={css["position"]}>{position}</span>
        </Menu.Label>
        {onProfile ? (
          <Menu.Item leftSection={<IconUser size={16} />} onClick={onProfile}>
            {t("profile")}
          </Menu.Item>
        ) : null}
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
