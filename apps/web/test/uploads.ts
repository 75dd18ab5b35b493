import { vi } from "vitest";
import { AUTHOR, ID } from "./samples.ts";
import type { Body } from "./server.ts";

type Uploaded = Body<"post", "/api/v1/records/{id}/files">;
export type SampleFile = Uploaded["files"][number];

/** A file of a record as the server lists it. */
export function recordFile(change: Partial<SampleFile> = {}): SampleFile {
  return {
    id: "00000000-0000-4000-8000-000000000080",
    recordId: ID.request,
    name: "act.docx",
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    size: 2048,
    sha256: "0".repeat(64),
    fieldKey: null,
    commentId: null,
    current: true,
    shared: false,
    versionNo: 1,
    uploadedAt: "2026-11-16T05:00:00.000Z",
    uploadedBy: AUTHOR,
    ...change,
  };
}

/** What the browser is told of a sending. */
interface News {
  status?: number;
  text?: string;
  loaded?: number;
  total?: number;
}

type Tell = (event: "progress" | "load" | "error", news: News) => void;

/** A file on its way: the test says how it ends. */
export class Sending {
  readonly path: string;
  readonly name: string;
  aborted = false;
  readonly #tell: Tell;

  constructor(path: string, name: string, tell: Tell) {
    this.path = path;
    this.name = name;
    this.#tell = tell;
  }

  /** So much of it has left. */
  progress(loaded: number, total: number): void {
    this.#tell("progress", { loaded, total });
  }

  /** The server took it. */
  take(files: SampleFile[]): void {
    this.#answer(200, { files, refused: [] } satisfies Uploaded);
  }

  /** The server took the call and refused the file, with a sentence in the reader's language. */
  refuse(code: string, detail: string): void {
    this.#answer(200, { files: [], refused: [{ name: this.name, code, detail }] } satisfies Uploaded);
  }

  /** The call itself was refused. */
  fail(status: number, problem: object): void {
    this.#answer(status, problem);
  }

  /** The connection broke before the end. */
  cut(): void {
    this.#tell("error", {});
  }

  #answer(status: number, body: object): void {
    this.#tell("load", { status, text: JSON.stringify(body) });
  }
}

/** Files are sent by XMLHttpRequest, which alone tells the progress: it is stood in for here, and every sending waits for the test. The
 * end of the server of the test takes it away. */
export function startUploads(): Sending[] {
  const sent: Sending[] = [];
  class Wire extends EventTarget {
    readonly upload = new EventTarget();
    status = 0;
    responseText = "";
    #path = "";
    #sending: Sending | undefined;

    open(_method: string, path: string) {
      this.#path = path;
    }
    send(form: FormData) {
      const file = form.get("file");
      this.#sending = new Sending(this.#path, file instanceof File ? file.name : "", (event, news) => {
        this.status = news.status ?? 0;
        this.responseText = news.text ?? "";
        const target = event === "progress" ? this.upload : this;
        target.dispatchEvent(Object.assign(new Event(event), news));
      });
      sent.push(this.#sending);
    }
    abort() {
      if (this.#sending) this.#sending.aborted = true;
      this.dispatchEvent(new Event("abort"));
    }
  }
  vi.stubGlobal("XMLHttpRequest", Wire);
  return sent;
}
