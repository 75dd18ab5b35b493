import type { ComponentProps } from "react";
import { Avatar } from "../value/Avatar.tsx";
import { EntityPicker } from "./EntityPicker.tsx";

/** Chooses a person; `note` of an option is the position. */
export function PersonPicker(props: Omit<ComponentProps<typeof EntityPicker>, "leftSection">) {
  return <EntityPicker {...props} leftSection={props.value ? <Avatar name={props.value.label} size={20} /> : undefined} />;
}
