import { createApi } from "@tartip/api-client";
import { ApiError } from "./errors.ts";
import type { Problem } from "./errors.ts";
import { alone } from "./lock.ts";

/** Asks the person to log in again over the page; resolves when they did, rejects when they left. */
type Relogin = () => Promise<void>;

let relogin: Relogin = () => Promise.reject(new ApiError({ status: 401, code: "unauthenticated" }));
let refreshing: Promise<boolean> | undefined;

/** The shell tells how to ask for a login over the page. */
export function onSessionEnd(ask: Relogin): void {
  relogin = ask;
}

/** Opening and ending sessions answers for itself. */
const OWN_ANSWER = ["/api/v1/session", "/api/v1/session/refresh", "/api/v1/sessions"];

/** Tells the other tabs when the session was last renewed (milliseconds of this machine's clock). */
const RENEWED = "tartip.renewed";

/** `fetch` that renews an ended session once and repeats the call, so nothing typed is lost. */
async function fetchInSession(request: Request): Promise<Response> {
  const again = request.clone();
  const asked = Date.now();
  const answer = await fetch(request);
  const own = OWN_ANSWER.includes(new URL(request.url).pathname);
  if (answer.status !== 401 || own) return answer;
  if (!(await renew(asked))) await relogin();
  return fetch(again);
}

/**
 * One renewal for all calls of all tabs that found the session ended: the server takes a refresh token once
 * and ends the session when it comes again.
 */
function renew(asked: number): Promise<boolean> {
  refreshing ??= alone("tartip.session", () => renewUnlessRenewed(asked)).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

/** A login or renewal happened here; the other tabs may go on. */
export function sessionRenewed(): void {
  localStorage.setItem(RENEWED, String(Date.now()));
}

/** Tells when another tab logged in or renewed the session; returns the way to stop listening. */
export function onSessionRenewed(then: () => void): () => void {
  const listen = (event: StorageEvent) => event.key === RENEWED && then();
  window.addEventListener("storage", listen);
  return () => window.removeEventListener("storage", listen);
}

async function renewUnlessRenewed(asked: number): Promise<boolean> {
  if (Number(localStorage.getItem(RENEWED)) > asked) return true;
  const answer = await fetch("/api/v1/session/refresh", { method: "POST", credentials: "same-origin" }).catch(() => undefined);
  if (!answer) throw new ApiError({ status: 0 });
  if (answer.ok) sessionRenewed();
  return answer.ok;
}

/** The client, typed by the server's own description: `api.GET("/api/v1/requests", { params: { query } })`. Use it through `call`. */
export const api = createApi({ baseUrl: location.origin, credentials: "same-origin", fetch: fetchInSession });

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/**
 * The data of an answer. `const me = await call(api.GET("/api/v1/me"))`
 *
 * @throws ApiError with the server's problem; status 0 when the server was not reached
 */
export async function call<Data>(answering: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await answering.catch((cause: unknown) => {
    throw cause instanceof ApiError ? cause : new ApiError({ status: 0 });
  });
  if (!response.ok) throw new ApiError(problemOf(error, response));
  // reason: a successful answer carries its data (nothing where the description says so)
  return data as Data;
}

function problemOf(error: unknown, response: Response): Problem {
  const body = typeof error === "object" && error !== null ? error : {};
  return { ...body, status: response.status };
}

interface UploadOptions {
  /** From 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
  /** Extra form fields, written before the file. */
  fields?: Record<string, string>;
}

/**
 * Sends one file as multipart with progress (XMLHttpRequest: `fetch` cannot tell it).
 *
 * @throws ApiError as `call`; `AbortError` when cancelled
 */
export async function upload<Data>(path: string, file: File, options: UploadOptions = {}): Promise<Data> {
  const asked = Date.now();
  const first = await send(path, file, options);
  if (first.status !== 401) return uploaded<Data>(first);
  if (!(await renew(asked))) await relogin();
  return uploaded<Data>(await send(path, file, options));
}

function send(path: string, file: File, { onProgress, signal, fields = {} }: UploadOptions): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", file);
    request.upload.addEventListener("progress", (event) => onProgress?.(event.loaded / event.total));
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => reject(new ApiError({ status: 0 })));
    request.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
    signal?.addEventListener("abort", () => request.abort());
    request.open("POST", path);
    request.send(form);
  });
}

function uploaded<Data>(request: XMLHttpRequest): Data {
  const body: unknown = parsed(request.responseText);
  const problem = typeof body === "object" && body !== null ? body : {};
  if (request.status >= 400) throw new ApiError({ ...problem, status: request.status });
  // reason: the description of a multipart route does not type this path; the caller names what it answers
  return body as Data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
