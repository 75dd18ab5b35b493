import type { ServerResponse } from "node:http";
import type { Context } from "./context.ts";
import type { LiveEvent } from "./live.ts";
import type { VisibleRecordIds } from "./module.ts";

/** One open page of one person. */
export interface LiveStream {
  personId: string;
  take(event: LiveEvent): void;
  heartbeat(): void;
  /** Ends the stream when its session or its person has ended. */
  recheck(): Promise<void>;
  close(): void;
}

/** Events within this time are sent as one, after one look at what the person may see. */
const GATHER_MS = 150;
/** Beyond this it is cheaper for the page to ask for everything again. */
const MOST_IDS = 500;
/** A reader this far behind has gone to sleep; the browser reconnects when it wakes. */
const MOST_UNSENT_BYTES = 256 * 1024;

/** Waits for a turn to ask the database what people may see, and answers how to end it. */
export type Turn = (personId: string) => Promise<() => void>;

export function createStream(ctx: Context, raw: ServerResponse, visible: VisibleRecordIds, turn: Turn): LiveStream {
  return new Stream(ctx, raw, visible, turn);
}

class Stream implements LiveStream {
  readonly personId: string;
  private ctx: Context;
  private readonly raw: ServerResponse;
  private readonly visible: VisibleRecordIds;
  private readonly turn: Turn;
  private readonly records = new Set<string>();
  private mine = false;
  private everything = false;
  private timer: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(ctx: Context, raw: ServerResponse, visible: VisibleRecordIds, turn: Turn) {
    this.personId = ctx.actor.id;
    this.ctx = ctx;
    this.raw = raw;
    this.visible = visible;
    this.turn = turn;
  }

  take(event: LiveEvent): void {
    const mine = event.people.includes(this.personId);
    if (!event.all && !mine && event.records.length === 0) return;
    this.everything ||= event.all;
    this.mine ||= mine;
    for (const id of event.records) this.records.add(id);
    this.timer ??= setTimeout(() => void this.flush(), GATHER_MS);
  }

  /** While it waits for its turn it goes on gathering: the busier the server, the more events share one look. */
  private async flush(): Promise<void> {
    const end = await this.turn(this.personId);
    try {
      await this.tell();
    } finally {
      end();
    }
  }

  private async tell(): Promise<void> {
    const { everything, mine } = this;
    const ids = [...this.records];
    this.timer = null;
    this.everything = false;
    this.mine = false;
    this.records.clear();
    try {
      await this.recheck();
      if (this.closed) return;
      if (everything || ids.length > MOST_IDS) return this.send("resync", {});
      const seen = ids.length > 0 ? await this.visible(this.ctx, ids) : [];
      if (seen.length > 0 || mine) this.send("changed", { records: seen, mine });
    } catch (error) {
      this.ctx.app.log.warn({ err: error }, "live event could not be checked; the page is told to look again");
      this.send("resync", {});
    }
  }

  async recheck(): Promise<void> {
    const { app, sessionId, actor } = this.ctx;
    try {
      const now = sessionId === null ? null : await app.sessions.actors.ofSession(sessionId, actor.id);
      if (now) this.ctx = { ...this.ctx, actor: now };
      else this.close();
    } catch (error) {
      // What cannot be checked must not go on: the browser comes back and is asked again.
      app.log.warn({ err: error }, "live stream could not be checked and was closed");
      this.close();
    }
  }

  heartbeat(): void {
    if (!this.closed) this.raw.write(": still here\n\n");
  }

  private send(event: string, data: object): void {
    if (this.closed) return;
    this.raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    if (this.raw.writableLength > MOST_UNSENT_BYTES) this.close();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    this.raw.end();
  }
}
