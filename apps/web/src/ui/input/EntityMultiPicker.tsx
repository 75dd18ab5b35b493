import { Pill } from "@mantine/core";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import type { Entity } from "./EntityPicker.tsx";
import { EntityPicker } from "./EntityPicker.tsx";
import css from "./Field.module.css";

interface Props extends Omit<ComponentProps<typeof EntityPicker>, "value" | "onChange"> {
  value: readonly Entity[];
  onChange: (entities: Entity[]) => void;
}

/** Chooses several things one after another: watchers, branches, participants. */
export function EntityMultiPicker({ value, onChange, ...rest }: Props) {
  const { t } = useTranslation("ui");
  const without = (id: string) => value.filter((entity) => entity.id !== id);
  return (
    <div>
      <EntityPicker {...rest} value={null} onChange={(entity) => entity && onChange([...without(entity.id), entity])} />
      <div className={css["pills"]}>
        {value.map((entity) => (
          <Pill
            key={entity.id}
            withRemoveButton={!rest.disabled}
            onRemove={() => onChange(without(entity.id))}
            removeButtonProps={{ "aria-label": `${t("remove")}: ${entity.label}`, "aria-hidden": false, tabIndex: 0 }}
          >
            {entity.label}
          </Pill>
        ))}
      </div>
    </div>
  );
}
