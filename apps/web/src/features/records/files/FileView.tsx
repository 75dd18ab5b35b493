import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ImagePreview, PdfPreview } from "../../../ui/files/PdfPreview.tsx";
import { previewKind } from "../../../ui/files/fileText.ts";
import { fileAddress } from "../recordQueries.ts";
import type { RecordFile } from "../recordQueries.ts";
import { FileTools } from "./FileTools.tsx";
import { VersionMenu } from "./VersionMenu.tsx";

interface Props {
  file: RecordFile;
  /** Every version of it, the latest first; the reader may look at each of them. */
  versions?: readonly RecordFile[];
  actions?: ReactNode;
}

/** What can be seen of a file on the page; a kind without preview is offered for download. */
export function FileView({ file, versions = [], actions }: Props) {
  const { t } = useTranslation("record");
  // A choice holds for the file it was made at: a new version is shown at once.
  const [chosen, setChosen] = useState<{ at: string; id: string }>();
  const shown = (chosen?.at === file.id && versions.find(({ id }) => id === chosen.id)) || file;
  const kind = previewKind(shown.mediaType);
  const src = fileAddress(shown.id);
  const menu = <VersionMenu shown={shown} versions={versions} onChoose={(id) => setChosen({ at: file.id, id })} />;
  if (kind === "none") {
    return (
      <EmptyState
        title={shown.name}
        text={t("files.noPreview")}
        actions={
          <>
            <a href={fileAddress(shown.id, true)}>{t("files.download")}</a>
            {menu}
          </>
        }
      />
    );
  }
  const tools = (
    <>
      {menu}
      <FileTools file={shown} />
      {actions}
    </>
  );
  if (kind === "pdf") return <PdfPreview key={shown.id} src={src} name={shown.name} actions={tools} />;
  return <ImagePreview src={src} name={shown.name} actions={tools} />;
}
