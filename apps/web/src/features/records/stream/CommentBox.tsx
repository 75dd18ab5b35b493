import { Checkbox } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconX } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../lib/api.ts";
import { errorSentence } from "../../../lib/errors.ts";
import { Avatar } from "../../../ui/value/Avatar.tsx";
import { IconButton } from "../../../ui/action/Button.tsx";
import { classes } from "../../../ui/classes.ts";
import { CommentEditor } from "../../../ui/comments/CommentEditor.tsx";
import { FileThumb } from "../../../ui/files/FileThumb.tsx";
import { findMentionable } from "./mentionable.ts";
import css from "../Records.module.css";
import { fileAddress } from "../recordQueries.ts";
import type { RecordFile } from "../recordQueries.ts";
import { sendFile } from "../files/sendFile.ts";
import { useKeptText } from "../useKeptText.ts";

/** A new comment with files; what is typed survives leaving the page. */
export function CommentBox({ recordId, reader, shareable }: { recordId: string; reader: string; shareable: boolean }) {
  const { t } = useTranslation("record");
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useKeptText(`comment.${recordId}`);
  const [files, setFiles] = useState<RecordFile[]>([]);
  const [shared, setShared] = useState(false);
  const attach = useAttach(recordId, (added) => setFiles((all) => [...all, ...added]));
  const send = useSend(recordId, () => {
    setText("");
    setFiles([]);
  });
  const failed = send.error ?? attach.error;
  return (
    <div className={classes(css["comment"], "no-print")}>
      <Avatar name={reader} size={24} />
      <div className={css["grow"]}>
        <CommentEditor
          text={text}
          onText={setText}
          onSubmit={(source) => send.mutate({ source, shared, fileIds: files.map((file) => file.id) })}
          findPeople={(query, signal) => findMentionable(recordId, query, signal)}
          onAttach={() => input.current?.click()}
          busy={send.isPending || attach.isPending}
          error={failed ? errorSentence(failed, t) : undefined}
          options={shareable ? <Share shared={shared} onChange={setShared} /> : undefined}
        />
        <input
          ref={input}
          type="file"
          hidden
          multiple
          aria-label={t("ui:file.attach")}
          onChange={(event) => {
            attach.mutate([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
        <Attached files={files} onChange={setFiles} />
      </div>
    </div>
  );
}

function useAttach(recordId: string, onSuccess: (added: RecordFile[]) => void) {
  return useMutation({
    mutationFn: async (chosen: File[]) => (await Promise.all(chosen.map((file) => sendFile(recordId, file, {})))).flat(),
    onSuccess,
  });
}

function useSend(recordId: string, onDone: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { source: string; shared: boolean; fileIds: string[] }) =>
      call(api.POST("/api/v1/records/{id}/comments", { params: { path: { id: recordId } }, body })),
    onSuccess: () => {
      onDone();
      return cache.invalidateQueries({ queryKey: ["record", recordId] });
    },
  });
}

/** Files that go with the comment, each to be taken back before it is sent. */
function Attached({ files, onChange }: { files: RecordFile[]; onChange: (files: RecordFile[]) => void }) {
  const { t } = useTranslation("record");
  return files.map((file) => (
    <FileThumb
      key={file.id}
      name={file.name}
      mime={file.mediaType}
      bytes={file.size}
      href={fileAddress(file.id)}
      actions={
        <IconButton label={t("ui:remove")} onClick={() => onChange(files.filter((one) => one.id !== file.id))}>
          <IconX size={16} />
        </IconButton>
      }
    />
  ));
}

/** Whether outsiders of the record read the comment too. */
function Share({ shared, onChange }: { shared: boolean; onChange: (shared: boolean) => void }) {
  const { t } = useTranslation("record");
  return <Checkbox size="16px" label={t("stream.share")} checked={shared} onChange={(event) => onChange(event.target.checked)} />;
}
