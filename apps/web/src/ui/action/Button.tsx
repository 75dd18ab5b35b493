import { Loader } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode, Ref } from "react";
import css from "./Button.module.css";
import { classes } from "../classes.ts";
import { KeyHint } from "../shell/KeyHint.tsx";

interface Look {
  /** One primary per view; plain has a border; quiet is text only. */
  kind?: "primary" | "plain" | "quiet" | "danger" | undefined;
  /** 28 px instead of 32. */
  small?: boolean | undefined;
  icon?: ReactNode;
  /** Shown as a cap, e.g. `A`; binding the key is the page's work (`useHotkeys`). */
  keyHint?: string | undefined;
  /** Fills the width (phone bars, login). */
  wide?: boolean | undefined;
}

interface ButtonProps extends Look, ButtonHTMLAttributes<HTMLButtonElement> {
  /** Shows a spinner, keeps the width and ignores presses. */
  busy?: boolean | undefined;
  ref?: Ref<HTMLButtonElement>;
}

/** The button of the product. `<Button kind="primary" icon={<IconPlus size={16} />}>…</Button>` */
export function Button({
  kind,
  small,
  icon,
  keyHint,
  wide,
  busy,
  children,
  className,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={classes(lookOf({ kind, small, wide }), className)}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      <Inside icon={icon} keyHint={keyHint}>
        {children}
      </Inside>
      {busy ? <Loader className={css["spinner"]} size={16} color="currentColor" /> : null}
    </button>
  );
}

interface AnchorProps extends Look, AnchorHTMLAttributes<HTMLAnchorElement> {
  ref?: Ref<HTMLAnchorElement>;
}

function ButtonAnchor({ kind, small, icon, keyHint, wide, children, className, ...rest }: AnchorProps) {
  return (
    <a {...rest} className={classes(lookOf({ kind, small, wide }), className)}>
      <Inside icon={icon} keyHint={keyHint}>
        {children}
      </Inside>
    </a>
  );
}

/** A link that looks like a button: `<ButtonLink to="/requests/new">…</ButtonLink>`. */
export const ButtonLink = createLink(ButtonAnchor);

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does, for the reader and the hover text. */
  label: string;
  kind?: "plain" | "quiet";
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A square button with one icon: `<IconButton label={t("print")}><IconPrinter size={18} /></IconButton>`. */
export function IconButton({ label, kind = "quiet", busy, children, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      aria-busy={busy || undefined}
      className={classes(css["button"], css[kind], css["square"], className)}
    >
      {busy ? <Loader size={16} color="currentColor" /> : children}
    </button>
  );
}

function lookOf({ kind = "plain", small, wide }: Look): string {
  return classes(css["button"], css[kind], small && css["small"], wide && css["wide"]);
}

function Inside({ icon, keyHint, children }: { icon: ReactNode; keyHint: string | undefined; children: ReactNode }) {
  return (
    <span className={css["inside"]}>
      {icon}
      {children}
      {keyHint ? <KeyHint>{keyHint}</KeyHint> : null}
    </span>
  );
}
