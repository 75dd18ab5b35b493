import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { paths } from "@tartip/api-client";
import { api, call } from "../../lib/api.ts";

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

export type StreamFilter = "all" | "comments" | "changes";
export type StreamEntry = Answer<"/api/v1/records/{id}/stream">["items"][number];
export type RecordFile = Answer<"/api/v1/records/{id}/files">["items"][number];
export type ChecklistItem = Answer<"/api/v1/records/{id}/checklist">["items"][number];
export type RecordLink = Answer<"/api/v1/records/{id}/links">["items"][number];

/** Comments and changes of a record, the newest first, page by page. */
export function streamQuery(id: string, filter: StreamFilter) {
  return infiniteQueryOptions({
    queryKey: ["record", id, "stream", filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        api.GET("/api/v1/records/{id}/stream", {
          params: { path: { id }, query: { filter, limit: 30, ...(pageParam ? { after: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** Files of a record, every version of them. */
export function filesQuery(id: string) {
  return queryOptions({ ...fileListQuery(id), select: (answer) => answer.items });
}

/** Whether the reader may add files to a record at all, which ones they may take away, whether to show them to outsiders, and how many they may not see. */
export function fileRightsQuery(id: string) {
  return queryOptions({
    ...fileListQuery(id),
    select: ({ mayAdd, removable, hasOutsiders, withheld }) => ({ mayAdd, removable, hasOutsiders, withheld }),
  });
}

function fileListQuery(id: string) {
  return queryOptions({
    queryKey: ["record", id, "files"],
    queryFn: () => call(api.GET("/api/v1/records/{id}/files", { params: { path: { id } } })),
  });
}

export function checklistQuery(id: string) {
  return queryOptions({
    queryKey: ["record", id, "checklist"],
    queryFn: () => call(api.GET("/api/v1/records/{id}/checklist", { params: { path: { id } } })),
  });
}

export function watchersQuery(id: string) {
  return queryOptions({
    queryKey: ["record", id, "watchers"],
    queryFn: () => call(api.GET("/api/v1/records/{id}/watchers", { params: { path: { id } } })),
  });
}

export function linksQuery(id: string) {
  return queryOptions({
    queryKey: ["record", id, "links"],
    queryFn: () => call(api.GET("/api/v1/records/{id}/links", { params: { path: { id } } })),
    select: (answer) => answer.items,
  });
}

/** Address of a file's bytes. */
export function fileAddress(id: string, download = false): string {
  return `/api/v1/files/${id}/content${download ? "?download=true" : ""}`;
}

/** Current files only, in the order they came. */
export function currentFiles(files: readonly RecordFile[]): RecordFile[] {
  return files.filter((file) => file.current);
}

/**
 * All versions of a file, the latest first: earlier ones of a field are those it no longer holds. Of an earlier one, what
 * the field holds now is a version too.
 */
export function versionsOf(file: RecordFile, files: readonly RecordFile[]): RecordFile[] {
  const ofField = files.filter((one) => one.fieldKey !== null && one.fieldKey === file.fieldKey);
  const others = file.current ? ofField.filter((one) => !one.current) : ofField;
  return [file, ...others.filter(({ id }) => id !== file.id)].toSorted((one, other) => other.versionNo - one.versionNo);
}
