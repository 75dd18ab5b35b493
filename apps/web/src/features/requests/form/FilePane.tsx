import { useTranslation } from "react-i18next";
import { ImagePreview, PdfPreview } from "../../../ui/files/PdfPreview.tsx";
import { previewKind } from "../../../ui/files/fileText.ts";
import { FileTools } from "../../records/files/FileTools.tsx";
import css from "./Form.module.css";
import type { FormFile } from "./draft/draftCalls.ts";

/** The file beside the form: what is typed is compared with it. */
export function FilePane({ file }: { file: FormFile }) {
  const { t } = useTranslation("requests");
  const src = `/api/v1/files/${file.id}/content`;
  const tools = <FileTools file={file} />;
  return (
    <aside className={css["pane"]} aria-label={t("form.pane")}>
      {previewKind(file.mediaType) === "pdf" ? (
        <PdfPreview src={src} name={file.name} actions={tools} />
      ) : (
        <ImagePreview src={src} name={file.name} actions={tools} />
      )}
    </aside>
  );
}
