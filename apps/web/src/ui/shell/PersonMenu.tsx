import type { MantineColorScheme } from "@mantine/core";
import type { Language } from "@tartip/i18n/web";
import { lazy } from "react";
import { OnDemand } from "../OnDemand.tsx";
import { PersonButton } from "./PersonButton.tsx";

const load = () => import("../input/PersonChoice.tsx");
const PersonChoice = lazy(() => load().then((module) => ({ default: module.PersonChoice })));

export interface PersonMenuProps {
  name: string;
  position: string | undefined;
  onProfile?: () => void;
  onHotkeys: () => void;
  /** Keeps the choice for every device. */
  onLanguage?: (language: Language) => void;
  onScheme?: (scheme: MantineColorScheme) => void;
  onLogout: (everywhere: boolean) => void;
}

/** The person in the top bar. */
export function PersonMenu(props: PersonMenuProps) {
  return (
    <OnDemand load={load} button={(reach) => <PersonButton name={props.name} {...reach} />}>
      <PersonChoice {...props} />
    </OnDemand>
  );
}
