import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { LANGUAGES } from "@tartip/i18n/web";
import type { Language } from "@tartip/i18n/web";
import { useTranslation } from "react-i18next";
import { showLanguage } from "../../lib/i18n.ts";
import { LanguageButton } from "./LanguageButton.tsx";

interface Props {
  onPhone?: boolean;
  onChoose?: ((language: Language) => void) | undefined;
}

/** The opened menu of languages with its button. */
export function LanguageChoice({ onPhone = false, onChoose }: Props) {
  return (
    <Menu width={180} withinPortal={false} defaultOpened>
      <Menu.Target>
        <LanguageButton onPhone={onPhone} autoFocus />
      </Menu.Target>
      <Menu.Dropdown>
        <LanguageItems onChoose={onChoose} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** The languages as menu items, also used inside the person's menu. */
export function LanguageItems({ onChoose }: Pick<Props, "onChoose">) {
  const { t, i18n } = useTranslation("shell");
  return LANGUAGES.map((language) => (
    <Menu.Item
      key={language}
      lang={language}
      onClick={() => {
        void showLanguage(language);
        onChoose?.(language);
      }}
      rightSection={language === i18n.language ? <IconCheck size={16} /> : null}
    >
      {t(`languages.${language}`)}
    </Menu.Item>
  ));
}
