import { IconFile, IconFileSpreadsheet, IconFileText, IconFileTypePdf, IconFileZip, IconPhoto } from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./Files.module.css";
import { isUnderPassword, sizeText } from "./fileText.ts";

interface Props {
  name: string;
  mime: string;
  bytes: number;
  version?: number | undefined;
  /** Address of the content; with `onOpen` the press shows the preview instead. */
  href?: string | undefined;
  onOpen?: (() => void) | undefined;
  /** Author, date; pale. */
  note?: ReactNode;
  actions?: ReactNode;
}

/** A file in a list: drawing of its kind, name, version, size. */
export function FileThumb({ name, mime, bytes, version, href, onOpen, note, actions }: Props) {
  const { t } = useTranslation("ui");
  const Drawing = drawingOf(mime);
  return (
    <div className={css["thumb"]}>
      <Drawing size={20} stroke={1.4} aria-hidden className={css["drawing"]} />
      <span className={css["uploadText"]}>
        {onOpen ? (
          <button type="button" className={css["fileButton"]} onClick={onOpen} title={name}>
            {name}
          </button>
        ) : (
          <a className={css["fileName"]} href={href} title={name}>
            {name}
          </a>
        )}
        <span className={css["limit"]}>
          {version === undefined ? null : `${t("file.version", { version })} · `}
          {sizeText(bytes, t)}
          {isUnderPassword(mime) ? ` · ${t("file.underPassword")}` : null}
          {note ? <> · {note}</> : null}
        </span>
      </span>
      {actions}
    </div>
  );
}

function drawingOf(mime: string): Icon {
  if (mime === "application/pdf") return IconFileTypePdf;
  if (mime.startsWith("image/")) return IconPhoto;
  if (/sheet|excel|csv/.test(mime)) return IconFileSpreadsheet;
  if (/zip|rar|7z/.test(mime)) return IconFileZip;
  return /word|text|opendocument/.test(mime) ? IconFileText : IconFile;
}
