import type { Actor } from "@tartip/domain/access/actor";
import type { App } from "./app.ts";

export type Lang = "ru" | "kk" | "en";
export type Via = "web" | "api" | "job" | "import" | "cli" | "seed";

/** Who acts, through which door, on which application: the first argument of every use case. */
export interface Context {
  app: App;
  actor: Actor;
  language: Lang;
  via: Via;
  requestId: string;
  ip: string | null;
  sessionId: string | null;
  onBehalfOfId?: string;
  now(): Date;
}
