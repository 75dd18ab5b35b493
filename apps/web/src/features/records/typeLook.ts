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
import { iconOf } from "@tartip/domain/requests/meaning";
import type { TypeIcon } from "@tartip/domain/requests/type";
import type { Reference } from "../../lib/reference.ts";
import { labelIn } from "../../lib/reference.ts";

const ICONS: Readonly<Record<TypeIcon, Icon>> = {
  card: IconCreditCard,
  cart: IconShoppingCart,
  paper: IconFileText,
  speaker: IconSpeakerphone,
  bolt: IconBolt,
  people: IconUsers,
  form: IconForms,
};

/** The drawing that a request type declares; a plain form until the reference came. */
export function typeIcon(reference: Reference | undefined, code: string): Icon {
  const type = reference?.requestTypes.find((one) => one.code === code);
  return ICONS[type ? iconOf(headOf(type.definition), code) : "form"];
}

interface TypeName {
  code: string;
  label: string;
  prefix: string;
  icon: Icon;
}

/** The current types with their names in the page's language, in the company's order. */
export function typeNames(reference: Reference | undefined, language: string): TypeName[] {
  return (reference?.requestTypes ?? []).map(({ code, definition }) => {
    const head = headOf(definition);
    const label = head.label ? labelIn(head.label, language) : code;
    return { code, label, prefix: head.prefix ?? "", icon: ICONS[iconOf(head, code)] };
  });
}

function headOf(definition: unknown): { label?: Record<"ru" | "kk" | "en", string>; prefix?: string; icon?: TypeIcon } {
  // reason: the server keeps only definitions that packages/domain/src/requests/parse-type.ts has read
  return definition as ReturnType<typeof headOf>;
}
