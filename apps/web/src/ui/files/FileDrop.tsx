import { IconPaperclip, IconRefresh, IconX } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../action/Button.tsx";
import { classes } from "../classes.ts";
import css from "./Files.module.css";
import { sizeText } from "./fileText.ts";
import { useUploads } from "./useUploads.ts";
import type { SendFile, Upload } from "./useUploads.ts";

interface Props {
  /** Sends one file: `(file, { onProgress, signal }) => upload("/api/v1/records/…/files", file, …)`. */
  send: SendFile;
  /** A failure as a sentence: `(error) => errorSentence(error, t)`. */
  explain: (error: unknown) => string;
  /** After each file that arrived. */
  onDone: () => void;
  /** Endings or types for the file dialog: `.pdf,image/*`. */
  accept?: string | undefined;
  /** What the server takes; undefined while it is not known: it says so itself then. */
  maxBytes: number | undefined;
  several?: boolean;
  /** Anchor for blockers: `#file-<target>`. */
  id?: string;
  label?: string;
}

/** Takes files by drop, paste or dialog, several at once, with progress, cancel and retry. */
export function FileDrop({ send, explain, onDone, accept, maxBytes, several = true, id, label }: Props) {
  const { t } = useTranslation("ui");
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const limit = maxBytes === undefined ? undefined : sizeText(maxBytes, t);
  const refuse = (file: File) => (file.size > (maxBytes ?? Infinity) ? t("file.tooLarge", { limit }) : undefined);
  const { uploads, add, cancel, retry } = useUploads({ send, explain, refuse, onDone });
  return (
    <div id={id} className={classes(css["drop"], "no-print")}>
      <button
        type="button"
        className={css["target"]}
        data-over={over || undefined}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          add(event.dataTransfer.files);
        }}
        onPaste={(event) => event.clipboardData.files.length > 0 && add(event.clipboardData.files)}
      >
        <IconPaperclip size={16} aria-hidden />
        <span>
          <strong>{label ?? t("file.attach")}</strong> {t("file.orDrop")}
        </span>
        {limit === undefined ? null : <span className={css["limit"]}>{t("file.limit", { limit })}</span>}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={several}
        accept={accept}
        onChange={(event) => {
          add(event.target.files ?? []);
          event.target.value = "";
        }}
      />
      <ul role="list" aria-live="polite" className={css["uploads"]}>
        {uploads.map((upload) => (
          <UploadLine key={upload.id} upload={upload} onCancel={() => cancel(upload.id)} onRetry={() => retry(upload.id)} />
        ))}
      </ul>
    </div>
  );
}

function UploadLine({ upload, onCancel, onRetry }: { upload: Upload; onCancel: () => void; onRetry: () => void }) {
  const { t } = useTranslation("ui");
  const failed = upload.state === "failed";
  return (
    <li className={css["upload"]}>
      <span className={css["uploadText"]}>
        <span className={css["fileName"]} title={upload.name}>
          {upload.name}
        </span>
        {failed ? (
          <span className={css["failed"]}>{upload.error}</span>
        ) : (
          <progress className={css["progress"]} value={upload.progress} aria-label={t("file.sending", { name: upload.name })} />
        )}
      </span>
      {failed ? (
        <IconButton label={t("retry")} onClick={onRetry}>
          <IconRefresh size={16} />
        </IconButton>
      ) : null}
      <IconButton label={failed ? t("remove") : t("cancel")} onClick={onCancel}>
        <IconX size={16} />
      </IconButton>
    </li>
  );
}
