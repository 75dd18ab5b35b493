import type { ButtonHTMLAttributes, Ref } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../classes.ts";
import css from "./TopBarItems.module.css";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  onPhone: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** The short name of the language at hand. */
export function LanguageButton({ onPhone, ...rest }: Props) {
  const { t, i18n } = useTranslation("shell");
  return (
    <button type="button" title={t("language")} {...rest} className={classes(css["icon"], !onPhone && css["hideOnPhone"])}>
      {t(`languageShort.${i18n.language}`)}
      <span className="screen-reader">: {t("language")}</span>
    </button>
  );
}
