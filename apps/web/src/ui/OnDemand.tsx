import { Suspense, useState } from "react";
import type { ReactNode } from "react";

interface Reach {
  onClick: () => void;
  onPointerEnter: () => void;
  onFocus: () => void;
  "aria-haspopup": true;
  "aria-expanded": boolean;
}

interface Props {
  /** Fetches the code of the menu; asked as soon as the person reaches for the button. */
  load: () => Promise<unknown>;
  /** The button at rest. */
  button: (reach: Reach) => ReactNode;
  /** The same button with its menu, opened; it takes the place of the one at rest. */
  children: ReactNode;
}

/** A button of the frame whose menu is not part of the first load. */
export function OnDemand({ load, button, children }: Props) {
  const [wanted, setWanted] = useState(false);
  const ahead = () => void load().catch(() => undefined);
  const atRest = button({
    onClick: () => setWanted(true),
    onPointerEnter: ahead,
    onFocus: ahead,
    "aria-haspopup": true,
    "aria-expanded": false,
  });
  return wanted ? <Suspense fallback={atRest}>{children}</Suspense> : atRest;
}
