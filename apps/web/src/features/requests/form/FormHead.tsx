import { Menu } from "@mantine/core";
import { IconCopy, IconDots, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/action/Button.tsx";
import { PageHeader } from "../../../ui/shell/PageHeader.tsx";
import css from "./Form.module.css";

interface Props {
  title: string;
  typeLabel: string;
  saved: ReactNode;
  /** Absent: nothing to copy or throw away yet. */
  onCopy: (() => void) | undefined;
  onDelete: (() => void) | undefined;
  submit: ReactNode;
}

/** Head of the form, always in sight: where the text is, what to do with it. */
export function FormHead({ title, typeLabel, saved, onCopy, onDelete, submit }: Props) {
  const { t } = useTranslation("requests");
  return (
    <div className={css["head"]}>
      <PageHeader
        title={title}
        crumbs={[{ label: t("list.title"), to: "/requests" }, { label: typeLabel }]}
        actions={
          <>
            {onCopy || onDelete ? (
              <Menu>
                <Menu.Target>
                  <IconButton label={t("ui:more")}>
                    <IconDots size={18} />
                  </IconButton>
                </Menu.Target>
                <Menu.Dropdown>
                  {onCopy ? (
                    <Menu.Item leftSection={<IconCopy size={16} />} onClick={onCopy}>
                      {t("form.copy")}
                    </Menu.Item>
                  ) : null}
                  {onDelete ? (
                    <Menu.Item leftSection={<IconTrash size={16} />} onClick={onDelete}>
                      {t("form.delete")}
                    </Menu.Item>
                  ) : null}
                </Menu.Dropdown>
              </Menu>
            ) : null}
            <span className={css["wideOnly"]}>{submit}</span>
          </>
        }
      >
        {saved}
      </PageHeader>
    </div>
  );
}
