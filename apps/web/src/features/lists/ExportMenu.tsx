import { Menu } from "@mantine/core";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { now } from "../../lib/clock.ts";
import { errorSentence } from "../../lib/errors.ts";
import { meQuery } from "../../lib/session.ts";
import { Button } from "../../ui/action/Button.tsx";
import css from "./Lists.module.css";
import { busyToast, errorToast, toast } from "../../ui/action/toast.tsx";

const FORMATS = ["xlsx", "csv"] as const;

export interface ExportAsked<Column> {
  format: (typeof FORMATS)[number];
  columns: Column[];
}

interface Props<Column> {
  /** Name of the list, which the file gets. */
  title: string;
  columns: readonly { id: Column }[];
  /** Asks the server for the file of the list as it is shown. */
  ask: (asked: ExportAsked<Column>, signal: AbortSignal) => Promise<unknown>;
}

/** Takes the whole list out as a file, with the shown columns, filter and order; for those who may. */
export function ExportMenu<Column extends string>({ title, columns, ask }: Props<Column>) {
  const { t } = useTranslation("lists");
  const { data: me } = useQuery(meQuery);
  if (!me?.exportsLists) return null;
  const take = (format: ExportAsked<Column>["format"]) => {
    const asked = { format, columns: columns.map(({ id }) => id) };
    void takeOut(`${title} ${companyDay(now())}.${format}`, (signal) => ask(asked, signal), t);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button className={css["wide"]} icon={<IconDownload size={16} stroke={1.6} />}>
          {t("export.take")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map((format) => (
          <Menu.Item key={format} onClick={() => take(format)}>
            {t(`export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Goes on while the person walks to other pages; they can stop it. */
async function takeOut(name: string, ask: (signal: AbortSignal) => Promise<unknown>, t: TFunction<"lists">): Promise<void> {
  const stopping = new AbortController();
  const hide = busyToast(t("export.busy", { name }), { stopLabel: t("ui:cancel"), onStop: () => stopping.abort() });
  try {
    const file = await ask(stopping.signal);
    if (!(file instanceof Blob)) throw new TypeError("the answer is no file");
    save(file, name);
    toast(t("export.done", { name }));
  } catch (error) {
    if (!stopping.signal.aborted) errorToast(errorSentence(error, t), t("ui:close"));
  } finally {
    hide();
  }
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The download has taken the bytes by then; a leak until the page is left otherwise.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
