import { IconLock } from "@tabler/icons-react";
import { useId } from "react";
import type { ReactNode } from "react";
import css from "./ActionButton.module.css";
import { Button } from "./Button.tsx";
import { classes } from "../classes.ts";
import { usePageAction } from "../shell/pageActions.ts";

/** One missing condition: its sentence and the way to cure it (an address on the page, or a step to take). */
export interface BlockedBecause {
  text: string;
  /** Words of the link, e.g. «приложить». */
  cure?: string | undefined;
  href?: string | undefined;
  onCure?: (() => void) | undefined;
}

interface Props {
  children: ReactNode;
  onPress: () => void;
  busy?: boolean;
  kind?: "primary" | "plain" | "quiet" | "danger";
  keyHint?: string | undefined;
  icon?: ReactNode;
  /** Empty: it may be pressed. Otherwise it is locked and the sentences stand beside it. */
  blockers?: readonly BlockedBecause[];
  /** Where the sentences stand. */
  reason?: "before" | "below";
  wide?: boolean;
}

/** An action of a record: when it is not possible it says why and leads to the cure. */
export function ActionButton({
  children,
  onPress,
  busy,
  kind = "plain",
  keyHint,
  icon,
  blockers = [],
  reason = "before",
  wide,
}: Props) {
  const id = useId();
  usePageAction(typeof children === "string" && blockers.length === 0 && !busy ? children : undefined, onPress);
  if (blockers.length === 0) {
    return (
      <Button kind={kind} busy={busy} keyHint={keyHint} icon={icon} wide={wide} onClick={onPress}>
        {children}
      </Button>
    );
  }
  return (
    <span className={classes(css["locked"], reason === "below" && css["below"], wide && css["wide"])}>
      <span id={id} className={css["reasons"]}>
        {blockers.map((blocker, index) => (
          <Reason key={index} blocker={blocker} />
        ))}
      </span>
      <Button kind="plain" aria-disabled aria-describedby={id} wide={wide} icon={<IconLock size={16} stroke={1.75} />}>
        {children}
      </Button>
    </span>
  );
}

function Reason({ blocker: { text, cure, href, onCure } }: { blocker: BlockedBecause }) {
  if (!cure) return <span>{text}</span>;
  return (
    <span>
      {text}{" "}
      {href ? (
        <a href={href}>{cure}</a>
      ) : (
        <button type="button" className={css["cure"]} onClick={onCure}>
          {cure}
        </button>
      )}
    </span>
  );
}
