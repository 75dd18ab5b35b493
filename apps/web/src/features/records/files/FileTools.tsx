import { IconDownload, IconPrinter } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/action/Button.tsx";
import { errorToast } from "../../../ui/action/toast.tsx";
import { previewKind } from "../../../ui/files/fileText.ts";
import { printFile } from "../../../ui/files/printFile.ts";
import css from "../Records.module.css";
import { fileAddress } from "../recordQueries.ts";

interface Props {
  file: { id: string; name: string; mediaType: string };
}

/** What can be done with any file wherever it is shown: print it, if the browser can draw it, and download it. */
export function FileTools({ file }: Props) {
  const { t } = useTranslation("record");
  const { id, name, mediaType } = file;
  const print = useMutation({
    mutationFn: () => printFile({ src: fileAddress(id), name, mime: mediaType }),
    onError: () => errorToast(t("files.notPrinted", { name }), t("ui:close")),
  });
  return (
    <>
      {previewKind(mediaType) === "none" ? null : (
        <IconButton label={t("files.printNamed", { name })} busy={print.isPending} onClick={() => print.mutate()}>
          <IconPrinter size={16} stroke={1.6} />
        </IconButton>
      )}
      <a className={css["iconLink"]} href={fileAddress(id, true)} title={t("files.download")}>
        <IconDownload size={16} stroke={1.6} aria-hidden />
        <span className="screen-reader">{t("files.downloadNamed", { name })}</span>
      </a>
    </>
  );
}
