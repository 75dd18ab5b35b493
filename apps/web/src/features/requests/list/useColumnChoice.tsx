import { Checkbox, Popover } from "@mantine/core";
import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { IconColumns3 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/action/Button.tsx";
import type { Column } from "../../../ui/table/dataTableTypes.ts";
import css from "./List.module.css";

const USUAL = ["number", "title", "status", "priority", "assignee", "branch", "due", "amount"];
/** Without these a row says nothing. */
const FIXED = ["number", "title"];

interface Choice<Row, Id extends string> {
  columns: Column<Row, Id>[];
  menu: ReactNode;
}

/** Which columns are shown, remembered on this device; the menu to change it. A wide screen also shows the type in words. */
export function useColumnChoice<Row, Id extends string>(all: Column<Row, Id>[]): Choice<Row, Id> {
  const { t } = useTranslation("requests");
  const wide = useMediaQuery("(min-width: 1600px)", false, { getInitialValueInEffect: false });
  const [kept, keep] = useLocalStorage<string[] | null>({
    key: "tartip.requests-columns",
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const shown = kept ?? (wide ? [...USUAL, "type"] : USUAL);
  const turn = (id: string, on: boolean) => keep(on ? [...shown, id] : shown.filter((one) => one !== id));
  const menu = (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button kind="quiet" small icon={<IconColumns3 size={16} stroke={1.6} />}>
          {t("list.columns")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("list.columns")}>
        <div className={css["columns"]}>
          {all
            .filter((column) => !FIXED.includes(column.id))
            .map((column) => (
              <Checkbox
                key={column.id}
                size="16px"
                label={column.name ?? column.header}
                checked={shown.includes(column.id)}
                onChange={(event) => turn(column.id, event.target.checked)}
              />
            ))}
          <Button kind="quiet" small disabled={kept === null} onClick={() => keep(null)}>
            {t("list.columnsReset")}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
  return { columns: all.filter((column) => FIXED.includes(column.id) || shown.includes(column.id)), menu };
}
