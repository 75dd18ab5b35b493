import { IconZoomIn, IconZoomOut } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../action/Button.tsx";
import css from "./Files.module.css";
import { PdfSheet } from "./PdfSheet.tsx";

// pdf.js weighs more than the rest of the page: it comes only when a file is looked at.
const PdfPages = lazy(() => import("./PdfPages.tsx").then((module) => ({ default: module.PdfPages })));

interface Props {
  /** Address of the content, or bytes not yet sent. */
  src: string;
  name: string;
  /** Right end of the tool line: replace, download. */
  actions?: ReactNode;
}

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

/** A PDF on the page, with zoom; pages fit the width at 100 %. */
export function PdfPreview({ src, name, actions }: Props) {
  const { t } = useTranslation("ui");
  const [zoom, setZoom] = useState(1);
  const place = ZOOMS.indexOf(zoom);
  return (
    <PreviewFrame
      name={name}
      actions={
        <>
          <IconButton label={t("preview.smaller")} disabled={place === 0} onClick={() => setZoom(ZOOMS[place - 1] ?? zoom)}>
            <IconZoomOut size={18} stroke={1.6} />
          </IconButton>
          <span className={css["zoom"]}>{Math.round(zoom * 100)} %</span>
          <IconButton
            label={t("preview.larger")}
            disabled={place === ZOOMS.length - 1}
            onClick={() => setZoom(ZOOMS[place + 1] ?? zoom)}
          >
            <IconZoomIn size={18} stroke={1.6} />
          </IconButton>
          {actions}
        </>
      }
    >
      <Suspense fallback={<PdfSheet />}>
        <PdfPages src={src} zoom={zoom} name={name} />
      </Suspense>
    </PreviewFrame>
  );
}

/** An image on the page, fitted to the width. */
export function ImagePreview({ src, name, actions }: Props) {
  return (
    <PreviewFrame name={name} actions={actions}>
      <img className={css["image"]} src={src} alt={name} />
    </PreviewFrame>
  );
}

function PreviewFrame({ name, actions, children }: { name: string; actions: ReactNode; children: ReactNode }) {
  return (
    <figure className={css["preview"]}>
      <figcaption className={css["previewHead"]}>
        <span className={css["fileName"]} title={name}>
          {name}
        </span>
        <span className={css["previewActions"]}>{actions}</span>
      </figcaption>
      {/* Keyboard users scroll the pages, so the gutter takes focus. */}
      <div className={css["gutter"]} tabIndex={0} role="region" aria-label={name}>
        {children}
      </div>
    </figure>
  );
}
