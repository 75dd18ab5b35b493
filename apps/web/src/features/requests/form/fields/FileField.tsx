import { Input } from "@mantine/core";
import { IconEye, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ApiError, errorSentence } from "../../../../lib/errors.ts";
import { IconButton } from "../../../../ui/action/Button.tsx";
import { fieldProps } from "../../../../ui/input/fieldProps.tsx";
import { FileDrop } from "../../../../ui/files/FileDrop.tsx";
import { FileThumb } from "../../../../ui/files/FileThumb.tsx";
import { errorToast } from "../../../../ui/action/toast.tsx";
import { previewKind } from "../../../../ui/files/fileText.ts";
import css from "../Form.module.css";
import { removeFile, sendFile } from "../draft/draftCalls.ts";
import { useForm } from "../FormContext.ts";
import type { FieldProps } from "../FormContext.ts";

/** One file (a new one becomes its next version) or several: dropped, pasted or chosen, with progress. */
export function FileField({ field, common }: FieldProps) {
  const { t } = useTranslation("requests");
  const { files, reference, attach, reloadFiles, preview, previewed } = useForm();
  const own = files.filter((file) => file.fieldKey === field.key);
  const { label, error, description } = fieldProps(common);
  const several = field.type === "files";
  async function remove(id: string) {
    try {
      await removeFile(id);
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      errorToast(errorSentence(failure, t), t("ui:close"));
    }
    await reloadFiles();
  }
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      error={error}
      description={description}
      inputWrapperOrder={["label", "input", "error", "description"]}
    >
      <div className={css["files"]} id={`field-${field.key}`} tabIndex={-1}>
        {own.map((file) => (
          <FileThumb
            key={file.id}
            name={file.name}
            mime={file.mediaType}
            bytes={file.size}
            version={several || file.versionNo < 2 ? undefined : file.versionNo}
            href={`/api/v1/files/${file.id}/content`}
            actions={
              <>
                {previewKind(file.mediaType) === "none" || previewed === file.id ? null : (
                  <IconButton label={t("form.preview", { name: file.name })} onClick={() => preview(file.id)}>
                    <IconEye size={16} />
                  </IconButton>
                )}
                <IconButton label={`${t("ui:remove")}: ${file.name}`} onClick={() => void remove(file.id)}>
                  <IconX size={16} />
                </IconButton>
              </>
            }
          />
        ))}
        <FileDrop
          several={several}
          maxBytes={reference.settings.maxFileBytes}
          accept={reference.settings.fileExtensions.map((ending) => `.${ending}`).join(",")}
          label={own.length > 0 && !several ? t("form.replaceFile") : t("ui:file.attach")}
          send={(file, options) => attach((id) => sendFile(id, field.key, file, options))}
          explain={(failure) => errorSentence(failure, t)}
          onDone={() => void reloadFiles()}
        />
      </div>
    </Input.Wrapper>
  );
}
