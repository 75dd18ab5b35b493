import { lazy } from "react";
import type { Language } from "@tartip/i18n/web";
import { LanguageButton } from "./LanguageButton.tsx";
import { OnDemand } from "../OnDemand.tsx";

const load = () => import("./LanguageItems.tsx");
const LanguageChoice = lazy(() => load().then((module) => ({ default: module.LanguageChoice })));

interface Props {
  /** Shown on a phone too (elsewhere the person's menu has it). */
  onPhone?: boolean;
  onChoose?: ((language: Language) => void) | undefined;
}

/** Switches the language at once, without a reload. */
export function LanguageMenu({ onPhone = false, onChoose }: Props) {
  return (
    <OnDemand load={load} button={(reach) => <LanguageButton onPhone={onPhone} {...reach} />}>
      <LanguageChoice onPhone={onPhone} onChoose={onChoose} />
    </OnDemand>
  );
}
