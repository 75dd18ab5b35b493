import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ImagePreview, PdfPreview } from "../../../ui/files/PdfPreview.tsx";
import { previewKind } from "../../../ui/files/fileText.ts";
import { fileAddress } from "../recordQueries.ts";
import type { RecordFile } from "../recordQueries.ts";

/** What can be seen of a file on the page; a kind without preview is offered for download. */
export function FileView({ file, name, actions }: { file: RecordFile; name?: string; actions?: ReactNode }) {
  const { t } = useTranslation("record");
  const kind = previewKind(file.mediaType);
  const src = fileAddress(file.id);
  if (kind === "pdf") return <PdfPreview src={src} name={name ?? file.name} actions={actions} />;
  if (kind === "image") return <ImagePreview src={src} name={name ?? file.name} actions={actions} />;
  return (
    <EmptyState
      title={file.name}
      text={t("files.noPreview")}
      actions={<a href={fileAddress(file.id, true)}>{t("files.download")}</a>}
    />
  );
}
