import type { QueryClient } from "@tanstack/react-query";

/** What the server says: ids of records that changed; `mine` when own counters or notices did. */
interface LiveNews {
  records?: string[];
  mine?: boolean;
  /** Too much changed to name it: everything on the page is asked again. */
  everything?: boolean;
}

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
  navigator.locks.request(LOCK, { signal: ended.signal }, () => holdStream(spread, ended.signal)).catch(() => undefined);
  return () => {
    ended.abort();
    channel.close();
  };
}

/** Holds the stream until `ended`; the promise keeps the lock. */
function holdStream(spread: (news: LiveNews) => void, ended: AbortSignal): Promise<void> {
  return new Promise((release) => {
    const stream = new EventSource("/api/v1/live");
    let broken = false;
    stream.addEventListener("changed", (event: MessageEvent<string>) => {
      // reason: the shape is the server's promise; unknown fields are ignored
      spread(JSON.parse(event.data) as LiveNews);
    });
    stream.addEventListener("resync", () => spread({ everything: true }));
    stream.addEventListener("error", () => (broken = true));
    // After a break anything may have changed: the stream has no memory.
    stream.addEventListener("open", () => broken && spread({ everything: true }));
    ended.addEventListener("abort", () => {
      stream.close();
      release();
    });
  });
}

/** Refetches queries whose key holds a changed id, every list (key starts with `list`), and own counters when told. */
function refetch(cache: QueryClient, { records = [], mine, everything }: LiveNews): void {
  const changed = new Set(records);
  void cache.invalidateQueries({
    predicate: ({ queryKey: [first, ...rest] }) =>
      everything === true ||
      (changed.size > 0 && first === "list") ||
      (mine === true && (first === "me" || first === "notices")) ||
      [first, ...rest].some((part) => typeof part === "string" && changed.has(part)),
  });
}
