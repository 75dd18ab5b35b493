import { Modal } from "@mantine/core";
import { IconDownload, IconEye, IconEyeOff, IconTrash } from "@tabler/icons-react";
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
import { currentFiles, fileAddress, filesQuery, fileRightsQuery } from "./recordQueries.ts";
import type { RecordFile } from "./recordQueries.ts";
import { sendFile } from "./sendFile.ts";

interface Props {
  recordId: string;
  /** Whether files may be added and removed here; the server says beside it what the reader may, and what is kept. */
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
  const { data: rights } = useQuery(fileRightsQuery(recordId));
  const mayChange = open && (rights?.mayAdd ?? true);
  const outsiders = rights?.hasOutsiders ?? false;
  const [shown, setShown] = useState<RecordFile | null>(null);
  const files = currentFiles(data).filter((file) => !file.commentId && !except.includes(file.fieldKey ?? ""));
  const settle = () => cache.invalidateQueries({ queryKey: ["record", recordId] });
  const remove = useMutation({
    mutationFn: (id: string) => call(api.DELETE("/api/v1/files/{id}", { params: { path: { id } } })),
    onSuccess: settle,
    onError: (error) => errorToast(errorSentence(error, t), t("ui:close")),
  });
  const share = useMutation({
    mutationFn: ({ id, shared }: RecordFile) =>
      call(api.PATCH("/api/v1/files/{id}", { params: { path: { id } }, body: { shared: !shared } })),
    onSuccess: settle,
    onError: (error) => errorToast(errorSentence(error, t), t("ui:close")),
  });
  if (files.length === 0 && !mayChange) return null;
  return (
    <Card
      {...(title ? {} : { id: "files" })}
      title={title ?? t("files.title")}
      count={files.length > 0 ? files.length : undefined}
    >
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
                  {outsiders ? ` · ${t(file.shared ? "files.shared" : "files.hidden")}` : null}
                </>
              }
              actions={
                <FileActions
                  file={file}
                  onRemove={open && rights?.removable.includes(file.id) ? () => remove.mutate(file.id) : undefined}
                  onShare={outsiders && mayChange ? () => share.mutate(file) : undefined}
                  busy={(remove.isPending && remove.variables === file.id) || (share.isPending && share.variables.id === file.id)}
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

interface FileActionsProps {
  file: RecordFile;
  onRemove: (() => void) | undefined;
  /** Shows the file to the outsiders of the record, or hides it again. */
  onShare: (() => void) | undefined;
  busy: boolean;
}

function FileActions({ file, onRemove, onShare, busy }: FileActionsProps) {
  const { t } = useTranslation("record");
  return (
    <span className={css["actions"]}>
      {onShare ? (
        <IconButton label={t(file.shared ? "files.hide" : "files.share", { name: file.name })} busy={busy} onClick={onShare}>
          {file.shared ? <IconEyeOff size={16} stroke={1.6} /> : <IconEye size={16} stroke={1.6} />}
        </IconButton>
      ) : null}
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
