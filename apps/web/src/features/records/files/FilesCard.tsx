import { Modal } from "@mantine/core";
import { IconEye, IconEyeOff, IconHistory, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../lib/api.ts";
import { errorSentence } from "../../../lib/errors.ts";
import { useNames } from "../../../lib/reference.ts";
import { IconButton } from "../../../ui/action/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { DateText } from "../../../ui/value/DateText.tsx";
import { FileDrop } from "../../../ui/files/FileDrop.tsx";
import { FileThumb } from "../../../ui/files/FileThumb.tsx";
import { previewKind } from "../../../ui/files/fileText.ts";
import { errorToast } from "../../../ui/action/toast.tsx";
import { FileTools } from "./FileTools.tsx";
import { FileView } from "./FileView.tsx";
import css from "../Records.module.css";
import { currentFiles, fileAddress, filesQuery, fileRightsQuery, versionsOf } from "../recordQueries.ts";
import type { RecordFile } from "../recordQueries.ts";
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
  const withheld = title ? 0 : (rights?.withheld ?? 0);
  if (files.length === 0 && !mayChange && withheld === 0) return null;
  return (
    <Card
      {...(title ? {} : { id: "files" })}
      title={title ?? t("files.title")}
      count={files.length > 0 ? files.length : undefined}
    >
      <ul role="list" className={css["files"]}>
        {files.map((file) => (
          <Line
            key={file.id}
            file={file}
            outsiders={outsiders}
            mayRemove={open && (rights?.removable.includes(file.id) ?? false)}
            mayShare={outsiders && mayChange}
            onOpen={() => setShown(file)}
            onDone={settle}
          />
        ))}
      </ul>
      {withheld > 0 ? <p className={css["withheld"]}>{t("files.withheld", { count: withheld })}</p> : null}
      {mayChange ? (
        <FileDrop
          send={(file, options) => sendFile(recordId, file, options)}
          explain={(error) => errorSentence(error, t)}
          onDone={() => void settle()}
          maxBytes={maxBytes}
        />
      ) : null}
      <Preview file={shown} versions={shown ? versionsOf(shown, data) : []} onClose={() => setShown(null)} />
    </Card>
  );
}

interface FileActionsProps {
  file: RecordFile;
  onRemove: (() => void) | undefined;
  /** Shows the file to the outsiders of the record, or hides it again. */
  onShare: (() => void) | undefined;
  /** Shows the earlier versions, where there are any. */
  onVersions: (() => void) | undefined;
  busy: boolean;
}

function FileActions({ file, onRemove, onShare, onVersions, busy }: FileActionsProps) {
  const { t } = useTranslation("record");
  return (
    <span className={css["actions"]}>
      {onShare ? (
        <IconButton label={t(file.shared ? "files.hide" : "files.share", { name: file.name })} busy={busy} onClick={onShare}>
          {file.shared ? <IconEyeOff size={16} stroke={1.6} /> : <IconEye size={16} stroke={1.6} />}
        </IconButton>
      ) : null}
      {onVersions ? (
        <IconButton label={t("files.versions", { name: file.name })} onClick={onVersions}>
          <IconHistory size={16} stroke={1.6} />
        </IconButton>
      ) : null}
      <FileTools file={file} />
      {onRemove ? (
        <IconButton label={t("files.remove", { name: file.name })} busy={busy} onClick={onRemove}>
          <IconTrash size={16} stroke={1.6} />
        </IconButton>
      ) : null}
    </span>
  );
}

interface LineProps {
  file: RecordFile;
  /** Whether outsiders take part in the record: then it says which files they see. */
  outsiders: boolean;
  mayRemove: boolean;
  mayShare: boolean;
  onOpen: () => void;
  onDone: () => Promise<void>;
}

function Line({ file, outsiders, mayRemove, mayShare, onOpen, onDone }: LineProps) {
  const { t } = useTranslation("record");
  const remove = useRemove(file, onDone);
  const share = useShare(file, onDone);
  return (
    <li>
      <FileThumb
        name={file.name}
        mime={file.mediaType}
        bytes={file.size}
        version={file.versionNo > 1 ? file.versionNo : undefined}
        {...(previewKind(file.mediaType) === "none" ? { href: fileAddress(file.id) } : { onOpen })}
        note={
          <>
            {file.uploadedBy.name}, <DateText value={file.uploadedAt} />
            {outsiders ? ` · ${t(file.shared ? "files.shared" : "files.hidden")}` : null}
          </>
        }
        actions={
          <FileActions
            file={file}
            onRemove={mayRemove ? () => remove.mutate() : undefined}
            onShare={mayShare ? () => share.mutate() : undefined}
            onVersions={file.versionNo > 1 ? onOpen : undefined}
            busy={remove.isPending || share.isPending}
          />
        }
      />
    </li>
  );
}

function useRemove({ id }: RecordFile, onSuccess: () => Promise<void>) {
  const { t } = useTranslation("record");
  return useMutation({
    mutationFn: () => call(api.DELETE("/api/v1/files/{id}", { params: { path: { id } } })),
    onSuccess,
    onError: (error) => errorToast(errorSentence(error, t), t("ui:close")),
  });
}

/** Shows the file to outsiders, or hides it from them again. */
function useShare({ id, shared }: RecordFile, onSuccess: () => Promise<void>) {
  const { t } = useTranslation("record");
  return useMutation({
    mutationFn: () => call(api.PATCH("/api/v1/files/{id}", { params: { path: { id } }, body: { shared: !shared } })),
    onSuccess,
    onError: (error) => errorToast(errorSentence(error, t), t("ui:close")),
  });
}

interface PreviewProps {
  file: RecordFile | null;
  versions: readonly RecordFile[];
  onClose: () => void;
}

function Preview({ file, versions, onClose }: PreviewProps) {
  const { t } = useTranslation("record");
  return (
    <Modal
      opened={file !== null}
      onClose={onClose}
      title={file?.name}
      size="min(1100px, 96vw)"
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      {file ? <FileView file={file} versions={versions} /> : null}
    </Modal>
  );
}
