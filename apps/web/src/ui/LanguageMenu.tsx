import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { LANGUAGES } from "@tartip/i18n/web";
import type { Language } from "@tartip/i18n/web";
import { useTranslation } from "react-i18next";
import { showLanguage } from "../lib/i18n.ts";
import { classes } from "./classes.ts";
import css from "./TopBarItems.module.css";

/** Switches the language at once, without a reload. */
export function LanguageMenu({
  onPhone = false,
  onChoose,
}: {
  onPhone?: boolean;
  onChoose?: ((language: Language) => void) | undefined;
}) {
  const { t, i18n } = useTranslation("shell");
  return (
    <Menu width={180} withinPortal={false}>
      <Menu.Target>
        <button type="button" className={classes(css["icon"], !onPhone && css["hideOnPhone"])} title={t("language")}>
          {t(`languageShort.${i18n.language}`)}
          <span className="screen-reader">: {t("language")}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <LanguageItems onChoose={onChoose} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** The languages as menu items, also used inside the person's menu. */
export function LanguageItems({ onChoose }: { onChoose?: ((language: Language) => void) | undefined }) {
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
