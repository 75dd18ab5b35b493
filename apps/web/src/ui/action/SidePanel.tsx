import { Portal } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useEffect, useId, useRef } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button.tsx";
import css from "./SidePanel.module.css";

interface Props {
  title: string;
  onClose: () => void;
  /** What is looked at while the panel is filled in, where there is no room for it beside: above the rest, on a phone. */
  above?: ReactNode;
  children: ReactNode;
}

/** A dialog that covers nothing of what it is about: beside the page, which stays to be read and scrolled; on a phone below it. */
export function SidePanel(props: Props) {
  return (
    <Portal>
      <Panel {...props} />
    </Portal>
  );
}

function Panel({ title, onClose, above, children }: Props) {
  const { t } = useTranslation("ui");
  const panel = useRef<HTMLDivElement>(null);
  const heading = useId();
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.querySelector<HTMLElement>("input, textarea")?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  function onKeyDown(event: KeyboardEvent) {
    // An open list closes first.
    const listOpen = event.target instanceof HTMLElement && event.target.getAttribute("aria-expanded") === "true";
    if (event.key === "Escape" && !listOpen) onClose();
  }
  return (
    <div ref={panel} role="dialog" aria-labelledby={heading} className={css["panel"]} onKeyDown={onKeyDown}>
      <header className={css["head"]}>
        <h2 id={heading} className={css["title"]}>
          {title}
        </h2>
        <IconButton label={t("close")} onClick={onClose}>
          <IconX size={18} stroke={1.6} />
        </IconButton>
      </header>
      {above ? <div className={css["above"]}>{above}</div> : null}
      <div className={css["body"]}>{children}</div>
    </div>
  );
}
