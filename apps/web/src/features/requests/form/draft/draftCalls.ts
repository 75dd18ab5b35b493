import type { Schema } from "@tartip/api-client";
import { api, call, upload } from "../../../../lib/api.ts";
import { ApiError } from "../../../../lib/errors.ts";
import type { Values } from "./autosave.ts";

/** Opens a draft of the type with what is typed so far. */
export function createDraft(type: string, values: Values) {
  return call(api.POST("/api/v1/requests", { body: { type, values } }));
}

export function saveDraft(id: string, version: number, values: Values) {
  return call(api.PATCH("/api/v1/requests/{id}", { params: { path: { id } }, body: { version, values } }));
}

/** The draft as the server has it, past any cache. */
export function readDraft(id: string) {
  return call(api.GET("/api/v1/requests/{id}", { params: { path: { id } } }));
}

export function submitDraft(id: string, version: number) {
  return call(api.POST("/api/v1/requests/{id}/transitions", { params: { path: { id } }, body: { action: "submit", version } }));
}

export function deleteDraft(id: string) {
  return call(api.DELETE("/api/v1/requests/{id}", { params: { path: { id } } }));
}

export function copyRequest(id: string) {
  return call(api.POST("/api/v1/requests/{id}/copy", { params: { path: { id } } }));
}

export type FormFile = Awaited<ReturnType<typeof readFiles>>[number];

/** Files the form holds now, oldest first. */
export async function readFiles(id: string) {
  const { items } = await call(api.GET("/api/v1/records/{id}/files", { params: { path: { id } } }));
  return items.filter((file) => file.current && file.fieldKey !== null);
}

type UploadOptions = NonNullable<Parameters<typeof upload>[2]>;

/** Sends one file of a field. @throws ApiError with the server's sentence when the file is refused */
export async function sendFile(id: string, fieldKey: string, file: File, options: UploadOptions): Promise<void> {
  const address = `/api/v1/records/${id}/files?fieldKey=${encodeURIComponent(fieldKey)}`;
  const answer = await upload<{ refused: { code: string; detail: string }[] }>(address, file, options);
  const [refused] = answer.refused;
  if (refused) throw new ApiError({ status: 422, code: refused.code, detail: refused.detail });
}

export function removeFile(id: string) {
  return call(api.DELETE("/api/v1/files/{id}", { params: { path: { id } } }));
}

export type Names = Schema<"Request">["names"];
