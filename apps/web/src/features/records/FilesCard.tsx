import { Modal } from "@mantine/core";
import { IconDownload, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { errorSentence } from "../../lib/errors.ts";
import { useNames } from "../../lib/reference.ts";
import { IconButton } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { DateText } from "../../ui/DateText.tsx";
import { FileDrop } from "../../ui/FileDrop.tsx";
import { FileThumb } from "../../ui/FileThumb.tsx";
import { previewKind } from "../../ui/fileText.ts";
import { errorToast } from "../../ui/toast.tsx";
import { FileView } from "./FileView.tsx";
import css from "./Records.module.css";
import { currentFiles, fileAddress, filesQuery, mayAddFilesQuery } from "./recordQueries.ts";
import type { RecordFile } from "./recordQueries.ts";
import { sendFile } from "./sendFile.ts";

interface Props {
  recordId: string;
  /** Whether files may be added and removed now, as far as the page knows; the reader's right is asked beside. */
  mayChange: boolean;
  /** Fields whose files are shown elsewhere on the page (the invoice). */
  except?: readonly string[];
  title?: string;
}

/** Files of a record: list with preview, adding by drop, removing. */
export function FilesCard({ recordId, mayChange: open, except = [], title }: Props) {
  const { t } = useTranslation("record");
  const cache = useQueryClient();
  const { data = [] } = useQuery(filesQuery(recordId));
  const maxBytes = useNames().reference?.settings.maxFileBytes;
  const { data: mayAdd = true } = useQuery(mayAddFilesQuery(recordId));
  const mayChange = open && mayAdd;
  const [shown, setShown] = useState<RecordFile | null>(null);
  const files = currentFiles(data).filter((file) => !file.commentId && !except.includes(file.fieldKey ?? ""));
  const settle = () => cache.invalidateQueries({ queryKey: ["record", recordId] });
  const remove = useMutation({
    mutationFn: (id: string) => call(api.DELETE("/api/v1/files/{id}", { params: { path: { id } } })),
    onSuccess: settle,
    onError: (error) => errorToast(errorSentence(error, t), t("ui:close")),
  });
  if (files.length === 0 && !mayChange) return null;
  return (
    <Card id="files" title={title ?? t("files.title")} count={files.length > 0 ? files.length : undefined}>
      <ul role="list" className={css["files"]}>
        {files.map((file) => (
          <li key={file.id}>
            <FileThumb
              name={file.name}
              mime={file.mediaType}
              bytes={file.size}
              version={file.versionNo > 1 ? file.versionNo : undefined}
              {...(previewKind(file.mediaType) === "none" ? { href: fileAddress(file.id) } : { onOpen: () => setShown(file) })}
              note={
                <>
                  {file.uploadedBy.name}, <DateText value={file.uploadedAt} />
                </>
              }
              actions={
                <FileActions
                  file={file}
                  onRemove={mayChange ? () => remove.mutate(file.id) : undefined}
                  busy={remove.isPending && remove.variables === file.id}
                />
              }
            />
          </li>
        ))}
      </ul>
      {mayChange ? (
        <FileDrop
          send={(file, options) => sendFile(recordId, file, options)}
          explain={(error) => errorSentence(error, t)}
          onDone={() => void settle()}
          {...(maxBytes ? { maxBytes } : {})}
        />
      ) : null}
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        title={shown?.name}
        size="min(1100px, 96vw)"
        closeButtonProps={{ "aria-label": t("ui:close") }}
      >
        {shown ? <FileView file={shown} /> : null}
      </Modal>
    </Card>
  );
}

function FileActions({ file, onRemove, busy }: { file: RecordFile; onRemove: (() => void) | undefined; busy: boolean }) {
  const { t } = useTranslation("record");
  return (
    <span className={css["actions"]}>
      <a className={css["iconLink"]} href={fileAddress(file.id, true)} title={t("files.download")}>
        <IconDownload size={16} stroke={1.6} aria-hidden />
        <span className="screen-reader">{t("files.downloadNamed", { name: file.name })}</span>
      </a>
      {onRemove ? (
        <IconButton label={t("files.remove", { name: file.name })} busy={busy} onClick={onRemove}>
          <IconTrash size={16} stroke={1.6} />
        </IconButton>
      ) : null}
    </span>
  );
}
