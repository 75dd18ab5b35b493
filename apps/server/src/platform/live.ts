import { EventEmitter } from "node:events";
import pg from "pg";
import type { Logger } from "./log.ts";

/** What changed, by id only; `all` after a gap in listening, or when the list did not fit. */
export interface LiveEvent {
  records: string[];
  people: string[];
  all: boolean;
}

/** This process's ear on the database. */
export interface Live {
  /** False while the connection is down: caches that depend on being told must then be bypassed. */
  listening(): boolean;
  onChange(handler: (event: LiveEvent) => void): () => void;
  /** Rights of these people changed; `all` = of anybody. */
  onActors(handler: (event: LiveEvent) => void): () => void;
  /** Tells this process alone, at once, what the database is about to tell all. */
  actorsChanged(people: string[]): void;
  stop(): Promise<void>;
}

const CHANNELS = { tartip_live: "change", tartip_actor: "actors" } as const;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
const PING_EVERY_MS = 15_000;

/** One dedicated connection that comes back by itself; after each return everybody is told to look again. */
export async function openLive(url: string, log: Logger): Promise<Live> {
  const ear = new Ear(url, log);
  await ear.connect();
  return {
    listening: () => ear.listening,
    onChange: (handler) => subscribe(ear.events, "change", handler),
    onActors: (handler) => subscribe(ear.events, "actors", handler),
    actorsChanged: (people) => void ear.events.emit(CHANNELS.tartip_actor, { records: [], people, all: false }),
    stop: () => ear.stop(),
  };
}

function subscribe(events: EventEmitter, name: string, handler: (event: LiveEvent) => void): () => void {
  events.on(name, handler);
  return () => events.off(name, handler);
}

class Ear {
  readonly events = new EventEmitter().setMaxListeners(0);
  listening = false;
  private readonly url: string;
  private readonly log: Logger;
  private client: pg.Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private pause = FIRST_PAUSE_MS;
  private stopped = false;

  constructor(url: string, log: Logger) {
    this.url = url;
    this.log = log;
  }

  async connect(): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client({
      connectionString: this.url,
      application_name: "tartip live",
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    });
    this.client = client;
    client.on("error", () => this.lost(client));
    client.on("end", () => this.lost(client));
    client.on("notification", ({ channel, payload }) => this.heard(channel, payload ?? ""));
    try {
      await client.connect();
      for (const channel of Object.keys(CHANNELS)) await client.query(`listen ${channel}`);
    } catch (error) {
      this.log.warn({ err: error }, "cannot listen for live events yet");
      this.lost(client);
      return;
    }
    if (this.client !== client) return;
    this.listening = true;
    this.pause = FIRST_PAUSE_MS;
    this.timer = setInterval(() => void this.ping(client), PING_EVERY_MS).unref();
    // What was said while nobody listened is unknown: everything may have changed.
    for (const name of Object.values(CHANNELS)) this.events.emit(name, { records: [], people: [], all: true });
  }

  private async ping(client: pg.Client): Promise<void> {
    await client.query("select 1").catch(() => this.lost(client));
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = null;
    this.listening = false;
    if (this.timer) clearInterval(this.timer);
    void client.end().catch(() => undefined);
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.connect(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
  }

  private heard(channel: string, payload: string): void {
    if (channel !== "tartip_live" && channel !== "tartip_actor") return;
    this.events.emit(CHANNELS[channel], parseEvent(payload));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.listening = false;
    const client = this.client;
    this.client = null;
    if (this.timer) clearTimeout(this.timer);
    await client?.end().catch(() => undefined);
  }
}

/** A payload that cannot be read counts as "anything may have changed". */
export function parseEvent(payload: string): LiveEvent {
  const everything: LiveEvent = { records: [], people: [], all: true };
  try {
    const read: unknown = JSON.parse(payload);
    if (typeof read !== "object" || read === null || "all" in read) return everything;
    return { records: idsIn(read, "records"), people: idsIn(read, "people"), all: false };
  } catch {
    return everything;
  }
}

function idsIn(read: object, name: "records" | "people"): string[] {
  const list: unknown = name in read ? Reflect.get(read, name) : [];
  return Array.isArray(list) ? list.filter((id) => typeof id === "string") : [];
}
