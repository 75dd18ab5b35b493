import { Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/action/Button.tsx";
import { DateText } from "../../../ui/value/DateText.tsx";
import type { RecordFile } from "../recordQueries.ts";

interface Props {
  shown: RecordFile;
  /** The latest first. */
  versions: readonly RecordFile[];
  onChoose: (id: string) => void;
}

/** Which version of a file is looked at; nothing where there is only one. */
export function VersionMenu({ shown, versions, onChoose }: Props) {
  const { t } = useTranslation("record");
  if (versions.length < 2) return null;
  const named = (file: RecordFile) => t(file.current ? "files.version" : "files.versionOld", { version: file.versionNo });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button small kind="quiet">
          {named(shown)} <IconChevronDown size={14} stroke={1.6} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {versions.map((file) => (
          <Menu.Item key={file.id} onClick={() => onChoose(file.id)}>
            {named(file)} · {file.uploadedBy.name}, <DateText value={file.uploadedAt} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
