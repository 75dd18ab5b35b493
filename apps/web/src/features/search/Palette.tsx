import { useQuery } from "@tanstack/react-query";
import { referenceQuery } from "../../lib/reference.ts";
import { CommandPalette } from "../../ui/shell/CommandPalette.tsx";
import type { NavItem } from "../../ui/shell/Rail.tsx";
import { usePaletteSources } from "./paletteSources.ts";

interface Props {
  onClose: () => void;
  sections: readonly NavItem[];
  canCreate: boolean;
  placeholder: string;
}

/** Ctrl+K: find, go, create, act on the open record. */
export function Palette({ onClose, sections, canCreate, placeholder }: Props) {
  const { data: reference } = useQuery(referenceQuery);
  const sources = usePaletteSources({ sections, reference: canCreate ? reference : undefined });
  return <CommandPalette opened onClose={onClose} sources={sources} placeholder={placeholder} />;
}
