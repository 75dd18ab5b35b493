import type { QueryClient } from "@tanstack/react-query";
import { alone } from "./lock.ts";
import { meQuery } from "./session.ts";

/** What the server says: ids of records that changed; `mine` when own counters or notices did. */
interface LiveNews {
  records?: string[];
  mine?: boolean;
  /** Too much changed to name it: everything on the page is asked again. */
  everything?: boolean;
}

/** First words of keys that hold what waits for the person. */
const OWN = ["me", "notices", "my-day"];

const LOCK = "tartip.live";

/**
 * Listens for changes by others and refetches what shows them. One tab holds the stream (a Web Lock
 * elects it; when it closes another takes over) and passes the news on to the rest.
 */
export function startLive(cache: QueryClient): () => void {
  const channel = new BroadcastChannel(LOCK);
  const ended = new AbortController();
  const take = (news: LiveNews) => refetch(cache, news);
  channel.addEventListener("message", (event: MessageEvent<LiveNews>) => take(event.data));
  function spread(news: LiveNews) {
    channel.postMessage(news);
    take(news);
  }
  // The session may have ended while the stream stood: asking who we are renews it.
  const renew = () => cache.fetchQuery({ ...meQuery, staleTime: 0 });
  alone(LOCK, () => holdStream({ spread, renew, ended: ended.signal }), ended.signal).catch(() => undefined);
  return () => {
    ended.abort();
    channel.close();
  };
}

interface Stream {
  spread: (news: LiveNews) => void;
  renew: () => Promise<unknown>;
  ended: AbortSignal;
}

const AGAIN_AFTER_MS = 5000;

/** Holds the stream until `ended`; the promise keeps the lock. */
function holdStream(held: Stream): Promise<void> {
  return new Promise((release) => {
    let stream = open(held, false);
    let timer: ReturnType<typeof setTimeout> | undefined;
    // The browser comes back by itself after a break, but not after a refusal (an ended session, a restart).
    const reopen = () => {
      if (stream.readyState === EventSource.CLOSED) stream = open(held, true);
      wait();
    };
    const wait = () => {
      timer = setTimeout(() => {
        if (stream.readyState === EventSource.CLOSED) held.renew().then(reopen, wait);
        else wait();
      }, AGAIN_AFTER_MS);
    };
    wait();
    held.ended.addEventListener("abort", () => {
      clearTimeout(timer);
      stream.close();
      release();
    });
  });
}

function open({ spread }: Stream, afterBreak: boolean): EventSource {
  const stream = new EventSource("/api/v1/live");
  let broken = afterBreak;
  stream.addEventListener("changed", (event: MessageEvent<string>) => {
    // reason: the shape is the server's promise; unknown fields are ignored
    spread(JSON.parse(event.data) as LiveNews);
  });
  stream.addEventListener("resync", () => spread({ everything: true }));
  stream.addEventListener("error", () => (broken = true));
  // After a break anything may have changed: the stream has no memory.
  stream.addEventListener("open", () => {
    if (broken) spread({ everything: true });
    broken = false;
  });
  return stream;
}

/** Refetches queries whose key holds a changed id, every list (key starts with `list`), and own counters when told. */
function refetch(cache: QueryClient, { records = [], mine, everything }: LiveNews): void {
  const changed = new Set(records);
  void cache.invalidateQueries({
    predicate: ({ queryKey: [first, ...rest] }) =>
      everything === true ||
      (changed.size > 0 && (first === "list" || first === "my-day")) ||
      (mine === true && OWN.includes(String(first))) ||
      [first, ...rest].some((part) => typeof part === "string" && changed.has(part)),
  });
}
