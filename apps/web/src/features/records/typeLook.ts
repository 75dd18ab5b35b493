import {
  IconBolt,
  IconCreditCard,
  IconFileText,
  IconForms,
  IconSpeakerphone,
  IconShoppingCart,
  IconUsers,
} from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import type { Reference } from "../../lib/reference.ts";
import { labelIn } from "../../lib/reference.ts";

const ICONS: Record<string, Icon> = {
  payment: IconCreditCard,
  purchase: IconShoppingCart,
  contract: IconFileText,
  marketing: IconSpeakerphone,
  it: IconBolt,
  hr: IconUsers,
};

/** The drawing of a request type; a type the administrator added has a plain form. */
export function typeIcon(code: string): Icon {
  return ICONS[code] ?? IconForms;
}

interface TypeName {
  code: string;
  label: string;
  prefix: string;
}

/** The current types with their names in the page's language, in the company's order. */
export function typeNames(reference: Reference | undefined, language: string): TypeName[] {
  return (reference?.requestTypes ?? []).map(({ code, definition }) => {
    const { label, prefix } = headOf(definition);
    return { code, label: label ? labelIn(label, language) : code, prefix: prefix ?? "" };
  });
}

function headOf(definition: unknown): { label?: Record<"ru" | "kk" | "en", string>; prefix?: string } {
  // reason: the server keeps only definitions that packages/domain/src/requests/parse-type.ts has read
  return definition as ReturnType<typeof headOf>;
}
