import { parentPort } from "node:worker_threads";
import { makePdf, type Paper } from "./pdf.ts";

// The thread behind `startPdfThread`: one paper after the other, in the order asked for.
parentPort?.on("message", ({ id, paper }: { id: number; paper: Paper }) => {
  makePdf(paper).then(
    (bytes) => parentPort?.postMessage({ id, bytes }),
    (error: unknown) => parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
