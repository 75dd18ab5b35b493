import type { FieldCode } from "../kernel/field-codes.ts";
import { withoutInvisible } from "../kernel/invisible.ts";

/** Answer of a check of a typed requisite: the canonical text, or the rule it breaks (i18n namespace `fields`). */
export type Checked<T extends object = object> = ({ ok: true; value: string } & T) | Refused;

export interface Refused {
  ok: false;
  code: FieldCode;
  params?: Record<string, string | number>;
}

/** Names the broken rule. */
export function refused(code: FieldCode, params?: Record<string, string | number>): Refused {
  return params ? { ok: false, code, params } : { ok: false, code };
}

const CYRILLIC = /\p{Script=Cyrillic}/u;

/** The first Cyrillic letter, which looks like a Latin one and makes the number another: refused, never corrected in silence. */
export function cyrillicIn(text: string): string | undefined {
  return CYRILLIC.exec(text)?.[0];
}

/** Pasted text without spaces (of any kind), invisible marks and hyphens, in capitals. */
export function bareCode(text: string): string {
  return withoutInvisible(text)
    .replace(/[\s‐-―-]/gu, "")
    .toUpperCase();
}
