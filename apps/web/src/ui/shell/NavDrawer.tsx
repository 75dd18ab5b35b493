import { Drawer } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Rail } from "./Rail.tsx";
import type { NavItem } from "./Rail.tsx";

/** All sections on a phone. */
export function NavDrawer({ items, onClose }: { items: readonly NavItem[]; onClose: () => void }) {
  const { t } = useTranslation("shell");
  return (
    <Drawer opened onClose={onClose} size={280} title={t("brand")} closeButtonProps={{ "aria-label": t("ui:close") }}>
      <Rail items={items} folded={false} onPick={onClose} plain />
    </Drawer>
  );
}
