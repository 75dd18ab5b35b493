import type { FastifyReply, FastifyRequest } from "fastify";

export const ACCESS_COOKIE = "tartip_token";
export const REFRESH_COOKIE = "tartip_refresh";
/** Says that somebody has signed in from this browser before; opens nothing. */
export const DEVICE_COOKIE = "tartip_device";

/** The cookies of refresh and device travel to these addresses only. */
export const SESSION_PATH = "/api/v1/session";

/** Our values are base64url and dots, so nothing ever needs decoding. */
export function readCookie(request: FastifyRequest, name: string): string | undefined {
  const header = request.headers.cookie;
  if (!header) return undefined;
  for (const part of header.split(";")) {
    const pair = part.trimStart();
    if (pair.startsWith(name) && pair[name.length] === "=") return pair.slice(name.length + 1).trim();
  }
  return undefined;
}

export interface NewCookie {
  name: string;
  value: string;
  path: string;
  /** How long the browser keeps it; 0 removes it. A span, not an instant: the browser's clock may be wrong. */
  seconds: number;
}

/** HttpOnly, SameSite=Lax; Secure whenever the person came over https. */
export function setCookies(request: FastifyRequest, reply: FastifyReply, cookies: NewCookie[]): void {
  const secure = request.protocol === "https" ? "; Secure" : "";
  for (const { name, value, path, seconds } of cookies) {
    void reply.header("set-cookie", `${name}=${value}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`);
  }
}
