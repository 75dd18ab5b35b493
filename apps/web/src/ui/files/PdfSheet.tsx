import css from "./Files.module.css";
import { TextSkeleton } from "../Skeletons.tsx";

/** The sheet on which a page will stand, while its file comes. */
export function PdfSheet() {
  return (
    <div className={css["sheet"]} aria-hidden>
      <TextSkeleton lines={8} />
    </div>
  );
}
