import type { ButtonHTMLAttributes, Ref } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../value/Avatar.tsx";
import css from "./TopBarItems.module.css";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  name: string;
  ref?: Ref<HTMLButtonElement>;
}

/** Initials of the signed-in person. */
export function PersonButton({ name, ...rest }: Props) {
  const { t } = useTranslation("shell");
  return (
    <button type="button" {...rest} className={css["icon"]}>
      <Avatar name={name} size={28} />
      <span className="screen-reader">{t("person", { name })}</span>
    </button>
  );
}
