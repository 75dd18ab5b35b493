import type { PDFDocumentProxy, RenderTask } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState } from "../EmptyState.tsx";
import css from "./Files.module.css";
import { openPdf } from "./openPdf.ts";
import { PdfSheet } from "./PdfSheet.tsx";

/** Pages of a PDF as canvases. Loaded lazily by `PdfPreview`. */
export function PdfPages({ src, zoom, name }: { src: string; zoom: number; name: string }) {
  const { t } = useTranslation("ui");
  const [file, setFile] = useState<PDFDocumentProxy>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    setFailed(false);
    const loading = openPdf(src);
    let left = false;
    loading.promise.then(
      (document) => !left && setFile(document),
      () => !left && setFailed(true),
    );
    return () => {
      left = true;
      void loading.destroy();
    };
  }, [src]);
  if (failed) return <ErrorState title={t("preview.failed")} text={t("preview.failedText")} />;
  if (!file) return <PdfSheet />;
  return Array.from({ length: file.numPages }, (_, index) => (
    <PdfPage
      key={index}
      file={file}
      number={index + 1}
      zoom={zoom}
      label={t("preview.page", { name, page: index + 1, pages: file.numPages })}
    />
  ));
}

function PdfPage({ file, number, zoom, label }: { file: PDFDocumentProxy; number: number; zoom: number; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let left = false;
    let drawing: RenderTask | undefined;
    async function draw() {
      const page = await file.getPage(number);
      const element = canvas.current;
      const width = element?.parentElement?.clientWidth;
      if (left || !element || !width) return;
      const fit = (width / page.getViewport({ scale: 1 }).width) * zoom;
      const viewport = page.getViewport({ scale: fit * devicePixelRatio });
      element.width = viewport.width;
      element.height = viewport.height;
      element.style.width = `${zoom * 100}%`;
      drawing = page.render({ canvas: element, viewport });
      await drawing.promise;
    }
    // A cancelled drawing rejects; the next one is already on its way.
    draw().catch(() => undefined);
    return () => {
      left = true;
      drawing?.cancel();
    };
  }, [file, number, zoom]);
  return <canvas ref={canvas} className={css["pdfPage"]} role="img" aria-label={label} />;
}
