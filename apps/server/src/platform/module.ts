import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Actor } from "@tartip/domain/access/actor";
import type { RawBuilder } from "kysely";
import type { App } from "./app.ts";
import type { Context } from "./context.ts";
import type { Db } from "./db/database.ts";
import type { JobDefinition, Schedule } from "./jobs.ts";

/**
 * Loads a person's rights as of a company day; null when there is no such active person.
 *
 * @param only asked by the same statement; when false, nobody is loaded
 */
export type LoadActor = (db: Db, personId: string, today: string, only?: RawBuilder<boolean>) => Promise<Actor | null>;

/** Of these records, the ones the actor may see. */
export type VisibleRecordIds = (ctx: Context, ids: string[]) => Promise<string[]>;

/** How a slice announces itself; `modules.ts` lists them all. */
export interface Module {
  name: string;
  /** Mounted under `/api/v1`, behind the session unless a route says `config: { public: true }`. */
  routes?: FastifyPluginAsyncTypebox;
  jobs?: JobDefinition[];
  schedules?: Schedule[];
  permissions?: string[];
  /** Brought by exactly one module each: what the platform must ask upwards. */
  loadActor?: LoadActor;
  visibleRecordIds?: VisibleRecordIds;
  /** Run at start, before anybody is served: reference data, the demo company. Must be safe to repeat. */
  prepare?(app: App): Promise<void>;
  /** Lines to print once the server listens, such as the table of demo people. */
  announce?(app: App): Promise<string[]>;
}
