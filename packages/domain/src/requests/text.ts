import type { FieldError } from "../kernel/errors.ts";
import { isBlank } from "../kernel/invisible.ts";

/** Most characters, and whether line breaks and tabs may stand in the text. */
export interface TextLimits {
  max: number;
  lines: boolean;
}

const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const CONTROL_BUT_LINES = /(?![\t\n])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/**
 * Trims a text and refuses what has no place in one: NUL and control characters, marks that turn the
 * direction of writing (they disguise names and amounts), halves of characters, too many characters.
 */
export function cleanText(value: unknown, path: string, limits: TextLimits): { value?: string; errors: FieldError[] } {
  if (typeof value !== "string") return { errors: [{ field: path, code: "textInvalid" }] };
  const unified = limits.lines ? value.replace(/\r\n?/g, "\n") : value;
  const trimmed = isBlank(unified) ? "" : unified.trim();
  const control = limits.lines ? CONTROL_BUT_LINES : CONTROL;
  if (control.test(trimmed) || !trimmed.isWellFormed()) return { errors: [{ field: path, code: "textControl" }] };
  if (trimmed.length > limits.max) return { errors: [{ field: path, code: "textTooLong", params: { count: limits.max } }] };
  return { value: trimmed, errors: [] };
}
