import { queryOptions } from "@tanstack/react-query";
import type { Schema } from "@tartip/api-client";
import { api, call, sessionRenewed } from "./api.ts";

/** The signed-in person: rights for menus (the server decides about each record), preferences, what waits. */
export type Me = Schema<"Me">;

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => call(api.GET("/api/v1/me")),
  staleTime: 30_000,
});

/** Opens a session; the cookies come with the answer. @throws ApiError when e-mail or password is wrong */
export async function login(email: string, password: string): Promise<void> {
  await call(api.POST("/api/v1/session", { body: { email, password } }));
  sessionRenewed();
}

/** Ends this session, or every session of the person. */
export async function logout(everywhere = false): Promise<void> {
  await call(api.DELETE(everywhere ? "/api/v1/sessions" : "/api/v1/session"));
}

/** Keeps the person's language or colours for every device. */
export function savePreferences(change: Partial<Pick<Me, "language" | "theme">>): Promise<Me> {
  return call(api.PATCH("/api/v1/me", { body: change }));
}

/** How many unread notices there are, counted up to 100. */
export const unreadQuery = queryOptions({
  queryKey: ["notices", "count"],
  queryFn: () => call(api.GET("/api/v1/notices/count")),
  staleTime: 30_000,
});
