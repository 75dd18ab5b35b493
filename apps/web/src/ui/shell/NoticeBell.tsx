import { IconBell } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { useTranslation } from "react-i18next";
import { OnDemand } from "../OnDemand.tsx";
import css from "./TopBarItems.module.css";

interface Props {
  count: number;
  /** The list that opens below the bell (`BellButton` with a popover), fetched by `load`; without it the bell leads to the page. */
  panel?: ReactNode;
  load?: () => Promise<unknown>;
}

/** The bell: a red dot while there are unread notices, the number for the reader. */
export function NoticeBell({ count, panel, load }: Props) {
  const name = useBellName(count);
  if (!panel || !load) {
    return (
      <Link to="/notices" className={css["icon"]} aria-label={name} title={name}>
        <Bell count={count} />
      </Link>
    );
  }
  return (
    <OnDemand load={load} button={(reach) => <BellButton count={count} {...reach} />}>
      {panel}
    </OnDemand>
  );
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  count: number;
  ref?: Ref<HTMLButtonElement>;
}

/** The bell as a button, for the popover. */
export function BellButton({ count, ...rest }: ButtonProps) {
  const name = useBellName(count);
  return (
    <button type="button" title={name} {...rest} className={css["icon"]} aria-label={name}>
      <Bell count={count} />
    </button>
  );
}

function Bell({ count }: { count: number }) {
  return (
    <>
      <IconBell size={18} stroke={1.6} aria-hidden />
      {count > 0 ? <span className={css["dot"]} /> : null}
    </>
  );
}

function useBellName(count: number): string {
  const { t } = useTranslation("shell");
  return count > 0 ? t("noticesUnread", { count }) : t("notices");
}
