import { meaningOf } from "@tartip/domain/requests/meaning";
import type { RequestType } from "@tartip/domain/requests/type";
import type { Entity } from "../../ui/input/EntityPicker.tsx";

/** The field beside a basis that names its kind, filled from the chosen document where the type has such an answer. */
export function basisKindOf(type: RequestType, choice: Entity | null): Record<string, string> {
  const code = choice && "kindCode" in choice ? choice.kindCode : undefined;
  const key = meaningOf(type).basis?.kind;
  const field = type.fields.find((one) => one.key === key);
  return typeof code === "string" && field?.options?.some((option) => option.value === code) ? { [field.key]: code } : {};
}
