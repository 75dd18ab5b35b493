import { meaningOf } from "@tartip/domain/requests/meaning";
import type { FieldOption, RequestType } from "@tartip/domain/requests/type";
import type { Entity } from "../../ui/input/EntityPicker.tsx";

/** What a choice of a basis makes of the kind that was named before: labels of both, where they differ. */
export function kindChanged(
  type: RequestType,
  before: string,
  choice: Entity | null,
): { from: FieldOption | undefined; to: FieldOption | undefined } | null {
  const [[key, after] = []] = Object.entries(basisKindOf(type, choice));
  if (before === "" || after === undefined || after === before) return null;
  const options = type.fields.find((one) => one.key === key)?.options ?? [];
  const named = (value: string) => options.find((one) => one.value === value);
  return { from: named(before), to: named(after) };
}

/** The field beside a basis that names its kind, filled from the chosen document where the type has such an answer. */
export function basisKindOf(type: RequestType, choice: Entity | null): Record<string, string> {
  const code = choice && "kindCode" in choice ? choice.kindCode : undefined;
  const key = meaningOf(type).basis?.kind;
  const field = type.fields.find((one) => one.key === key);
  return typeof code === "string" && field?.options?.some((option) => option.value === code) ? { [field.key]: code } : {};
}
