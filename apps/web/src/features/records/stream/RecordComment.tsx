import { Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../lib/api.ts";
import { errorSentence } from "../../../lib/errors.ts";
import { Button, IconButton } from "../../../ui/action/Button.tsx";
import { CommentEditor } from "../../../ui/comments/CommentEditor.tsx";
import { Comment } from "../../../ui/comments/CommentStream.tsx";
import { FileThumb } from "../../../ui/files/FileThumb.tsx";
import { typedOf } from "../../../ui/comments/mentions.ts";
import type { Mentioned } from "../../../ui/comments/mentions.ts";
import { errorToast } from "../../../ui/action/toast.tsx";
import { FileTools } from "../files/FileTools.tsx";
import { findMentionable } from "./mentionable.ts";
import css from "../Records.module.css";
import { fileAddress } from "../recordQueries.ts";
import type { StreamEntry } from "../recordQueries.ts";

interface Props {
  recordId: string;
  comment: NonNullable<StreamEntry["comment"]>;
  author: string;
  at: string;
}

/** One comment of the stream: its files, and correcting or taking it back while that is allowed. */
export function RecordComment({ recordId, comment, author, at }: Props) {
  const { t } = useTranslation("history");
  const [editing, setEditing] = useState<string | null>(null);
  const remove = useRemove(recordId, comment.id);
  if (comment.deleted) return <Comment author={author} at={at} html="" note={t("comment.deleted")} />;
  const notes = [
    comment.kind === "comment" ? "" : t(`comment.kind.${comment.kind}`),
    comment.edited ? t("comment.edited") : "",
    comment.shared ? t("comment.shared") : "",
  ].filter(Boolean);
  return (
    <Comment
      author={author}
      at={at}
      html={editing === null ? comment.html : ""}
      note={notes.map((note) => ` · ${note}`).join("")}
      actions={
        comment.canEdit || comment.canDelete ? (
          <CommentMenu
            onEdit={comment.canEdit ? () => setEditing(typedOf(comment.source ?? "", calledIn(comment.html))) : undefined}
            onRemove={comment.canDelete ? () => remove.mutate() : undefined}
          />
        ) : null
      }
    >
      {editing === null ? null : <Correction recordId={recordId} comment={comment} text={editing} onText={setEditing} />}
      {comment.files.map((file) => (
        <FileThumb
          key={file.id}
          name={file.name}
          mime={file.mediaType}
          bytes={file.size}
          version={file.versionNo > 1 ? file.versionNo : undefined}
          href={fileAddress(file.id)}
          actions={
            <span className={css["actions"]}>
              <FileTools file={file} />
            </span>
          }
        />
      ))}
    </Comment>
  );
}

/** Who is called in a comment: the server's HTML holds the name with the id. */
function calledIn(html: string): Mentioned[] {
  const called = new DOMParser().parseFromString(html, "text/html").querySelectorAll<HTMLElement>("[data-person]");
  return [...called].map(({ dataset, textContent }) => ({ id: dataset["person"] ?? "", name: textContent.replace(/^@/, "") }));
}

function CommentMenu({ onEdit, onRemove }: { onEdit: (() => void) | undefined; onRemove: (() => void) | undefined }) {
  const { t } = useTranslation("record");
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <IconButton label={t("stream.commentMenu")} className={css["tiny"]}>
          <IconDots size={14} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {onEdit ? <Menu.Item onClick={onEdit}>{t("stream.edit")}</Menu.Item> : null}
        {onRemove ? <Menu.Item onClick={onRemove}>{t("stream.remove")}</Menu.Item> : null}
      </Menu.Dropdown>
    </Menu>
  );
}

interface CorrectionProps extends Pick<Props, "recordId" | "comment"> {
  text: string;
  /** Nothing: the correction is over. */
  onText: (text: string | null) => void;
}

/** The comment as it is written, to be corrected. */
function Correction({ recordId, comment, text, onText }: CorrectionProps) {
  const { t } = useTranslation("history");
  const cache = useQueryClient();
  const edit = useMutation({
    mutationFn: (source: string) =>
      call(
        api.PATCH("/api/v1/records/{id}/comments/{commentId}", {
          params: { path: { id: recordId, commentId: comment.id } },
          body: { source },
        }),
      ),
    onSuccess: () => {
      onText(null);
      return cache.invalidateQueries({ queryKey: ["record", recordId, "stream"] });
    },
  });
  return (
    <CommentEditor
      text={text}
      onText={onText}
      onSubmit={edit.mutate}
      called={calledIn(comment.html)}
      findPeople={(query, signal) => findMentionable(recordId, query, signal)}
      busy={edit.isPending}
      error={edit.error ? errorSentence(edit.error, t) : undefined}
      submitLabel={t("ui:save")}
      focused
      options={
        <Button small kind="quiet" onClick={() => onText(null)}>
          {t("ui:cancel")}
        </Button>
      }
    />
  );
}

function useRemove(recordId: string, commentId: string) {
  const { t } = useTranslation("history");
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () =>
      call(api.DELETE("/api/v1/records/{id}/comments/{commentId}", { params: { path: { id: recordId, commentId } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["record", recordId, "stream"] }),
    onError: (error) => errorToast(errorSentence(error, t), t("ui:close")),
  });
}
