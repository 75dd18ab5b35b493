import { getDocument, GlobalWorkerOptions } from "pdfjs-dist";
// oxlint-disable-next-line import/default -- the bundler makes the address
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";

GlobalWorkerOptions.workerSrc = workerUrl;

/** Begins to read a PDF; `destroy` of what is returned ends it. */
export function openPdf(src: string) {
  return getDocument({ url: src });
}
