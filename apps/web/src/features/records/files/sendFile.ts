import { upload } from "../../../lib/api.ts";
import { ApiError } from "../../../lib/errors.ts";
import type { RecordFile } from "../recordQueries.ts";

interface Sending {
  /** Field of the form; a single-file field takes a new version. */
  fieldKey?: string | undefined;
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

interface Uploaded {
  files: RecordFile[];
  refused: { name: string; code: string; detail: string }[];
}

/** Sends one file to a record. @throws ApiError with the server's sentence when it refused the file */
export async function sendFile(recordId: string, file: File, { fieldKey, ...options }: Sending): Promise<RecordFile[]> {
  const query = fieldKey ? `?fieldKey=${encodeURIComponent(fieldKey)}` : "";
  const { files, refused } = await upload<Uploaded>(`/api/v1/records/${recordId}/files${query}`, file, options);
  const [no] = refused;
  if (no) throw new ApiError({ status: 422, code: no.code, detail: no.detail });
  return files;
}
