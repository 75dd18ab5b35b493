import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import css from "./Toast.module.css";

interface ToastOptions {
  /** Words of the button that takes the step back, e.g. `t("undo")`. */
  undoLabel?: string;
  onUndo?: () => void;
  /** Words of the button that leads to what was made. */
  openLabel?: string;
  onOpen?: () => void;
}

/** How long a step can be taken back, ms. */
export const UNDO_MS = 8000;

/** A short message below left; with a button it stays long enough to press it, otherwise 4 s. */
export function toast(text: ReactNode, { undoLabel, onUndo, openLabel, onOpen }: ToastOptions = {}): void {
  const onPress = onUndo ?? onOpen;
  const id = notifications.show({
    autoClose: onPress ? UNDO_MS : 4000,
    withCloseButton: false,
    withBorder: true,
    message: (
      <span className={css["toast"]}>
        {text}
        {onPress ? (
          <button
            type="button"
            className={css["undo"]}
            onClick={() => {
              notifications.hide(id);
              onPress();
            }}
          >
            {onUndo ? undoLabel : openLabel}
          </button>
        ) : null}
      </span>
    ),
  });
}

/** Work that takes a while: stays until `hide` is called, and offers to stop it. Returns `hide`. */
export function busyToast(text: string, { stopLabel, onStop }: { stopLabel: string; onStop: () => void }): () => void {
  const id = notifications.show({
    autoClose: false,
    loading: true,
    withCloseButton: false,
    withBorder: true,
    message: (
      <span className={css["toast"]}>
        {text}
        <button type="button" className={css["undo"]} onClick={onStop}>
          {stopLabel}
        </button>
      </span>
    ),
  });
  return () => void notifications.hide(id);
}

/** A failure that has no place on the page; stays until closed. */
export function errorToast(text: string, closeLabel: string): void {
  notifications.show({
    autoClose: false,
    color: "red",
    withBorder: true,
    message: text,
    closeButtonProps: { "aria-label": closeLabel },
    role: "alert",
  });
}
