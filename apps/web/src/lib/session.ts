import { queryOptions } from "@tanstack/react-query";
import type { Language } from "@tartip/i18n/web";
import { api, call } from "./api.ts";

/** The signed-in person as `GET /api/v1/me` tells. */
export interface Me {
  person: { id: string; name: string; position?: string; email?: string };
  /** Names of permissions held in any scope; the server decides about each record. */
  permissions: readonly string[];
  language: Language;
  /** What waits, by section of the rail. */
  counters: Readonly<Record<string, number>>;
  theme: "auto" | "light" | "dark";
  /** A demonstration company: nothing here is real. */
  demo: boolean;
}

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => call<Me>(api.GET("/api/v1/me")),
  staleTime: 30_000,
});

/** Opens a session; the cookies come with the answer. @throws ApiError when e-mail or password is wrong */
export async function login(email: string, password: string): Promise<void> {
  await call(api.POST("/api/v1/session", { body: { email, password } }));
}

/** Ends this session, or every session of the person. */
export async function logout(everywhere = false): Promise<void> {
  await call(api.DELETE(everywhere ? "/api/v1/sessions" : "/api/v1/session"));
}

/** Keeps the person's language or colours for every device. */
export function savePreferences(change: Partial<Pick<Me, "language" | "theme">>): Promise<Me> {
  return call<Me>(api.PATCH("/api/v1/me", { body: change }));
}

/** How many unread notices there are, counted up to 100. */
export const unreadQuery = queryOptions({
  queryKey: ["notices", "count"],
  queryFn: () => call<{ unread: number }>(api.GET("/api/v1/notices/count")),
  staleTime: 30_000,
});
