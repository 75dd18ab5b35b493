import type { ServerResponse } from "node:http";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "@fastify/type-provider-typebox";
import type { App } from "./app.ts";
import type { Context } from "./context.ts";
import { problems } from "./http/problems.ts";
import type { LiveEvent } from "./live.ts";
import { createStream } from "./live-stream.ts";
import { createTurns } from "./session/turns.ts";
import type { LiveStream } from "./live-stream.ts";

const MOST_PER_PERSON = 8;
/** How often a stream checks that it may go on, should no news of its end have come. */
const TICK_MS = 4_000;
const HEARTBEAT_EVERY_TICKS = 5;
/** Pages that look at once what their person may see: hundreds of them must leave the database to those who write. */
const LOOKS_AT_ONCE = 2;

/** `GET /live`: ids of what changed, as server-sent events; the page then asks for it in the ordinary way. */
export const liveRoutes =
  (app: App): FastifyPluginAsyncTypebox =>
  async (server) => {
    const streams = new Set<LiveStream>();
    const turn = createTurns({ atOnce: LOOKS_AT_ONCE, waiting: Number.POSITIVE_INFINITY });
    const visible = app.modules.find((module) => module.visibleRecordIds)?.visibleRecordIds;
    const stops = [
      app.live.onChange((event) => streams.forEach((stream) => stream.take(event))),
      app.live.onActors((event) => streams.forEach((stream) => concerns(event, stream) && void stream.recheck())),
    ];
    const timer = watch(streams);
    server.addHook("preClose", async () => {
      clearInterval(timer);
      stops.forEach((stop) => stop());
      streams.forEach((stream) => stream.close());
    });
    server.get(
      "/live",
      {
        schema: {
          operationId: "live",
          summary: "Server-sent events: ids of records that changed, and a sign that one's own notices did",
          tags: ["Live"],
          response: {
            200: { description: "The stream", content: { "text/event-stream": { schema: Type.String() } } },
            ...problems(401),
          },
        },
      },
      (request, reply) => {
        reply.hijack();
        begin(reply.raw, reply.getHeaders());
        const stream = createStream(request.context, reply.raw, visible ?? (async () => []), turn);
        makeRoom(streams, request.context);
        streams.add(stream);
        request.raw.on("close", () => {
          stream.close();
          streams.delete(stream);
        });
      },
    );
  };

function begin(raw: ServerResponse, headers: object): void {
  raw.writeHead(200, {
    ...headers,
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    // nginx would otherwise hold events back.
    "x-accel-buffering": "no",
  });
  raw.write("retry: 2000\n\nevent: hello\ndata: {}\n\n");
}

/** A person's ninth stream ends the oldest: a page left open somewhere. */
function makeRoom(streams: Set<LiveStream>, ctx: Context): void {
  const own = [...streams].filter((stream) => stream.personId === ctx.actor.id);
  if (own.length >= MOST_PER_PERSON) own[0]?.close();
}

function concerns(event: LiveEvent, stream: LiveStream): boolean {
  return event.all || event.people.includes("all") || event.people.includes(stream.personId);
}

function watch(streams: Set<LiveStream>): NodeJS.Timeout {
  let tick = 0;
  return setInterval(() => {
    tick += 1;
    const due = tick % HEARTBEAT_EVERY_TICKS === 0;
    for (const stream of streams) {
      if (due) stream.heartbeat();
      // From memory while this process can hear; from the database while it cannot.
      void stream.recheck();
    }
  }, TICK_MS).unref();
}
