import type { TFunction } from "i18next";
import { changeLines } from "../stream/historyText.ts";
import type { FieldWords } from "../../../lib/requestType.ts";

interface Difference {
  field: string;
  before: unknown;
  after: unknown;
}

/** The fields whose change made a vote fall, as sentences «поле: было → стало». */
export function voidDifference(stored: unknown, labels: FieldWords, t: TFunction): string[] {
  if (!Array.isArray(stored)) return [];
  // reason: the server writes this list (`voidDiff`), its schema leaves the values open
  const list = stored as Difference[];
  return list.flatMap(({ field, before, after }) => {
    const line = changeLines([{ field, from: { value: before, text: null }, to: { value: after, text: null } }], labels, t)[0];
    const name = labels.get(field)?.label ?? t(`approvals:vouched.${field}`, { defaultValue: "" });
    return line ? [line] : name ? [name] : [];
  });
}
