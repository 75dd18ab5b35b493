import type { QueryClient } from "@tanstack/react-query";

/** What the server says: ids of changed records and, for counters and notices, `me`. */
interface LiveNews {
  records?: string[];
  people?: string[];
}

const LOCK = "tartip.live";

/**
 * Listens for changes by others and refetches what shows them. One tab holds the stream (a Web Lock
 * elects it; when it closes another takes over) and passes the news on to the rest.
 */
export function startLive(cache: QueryClient): () => void {
  const channel = new BroadcastChannel(LOCK);
  const ended = new AbortController();
  channel.addEventListener("message", (event: MessageEvent<LiveNews>) => refetch(cache, event.data));
  const hold = () =>
    new Promise<void>((release) => {
      const stream = new EventSource("/api/v1/live");
      stream.addEventListener("message", (event: MessageEvent<string>) => spread(event.data));
      // After a break anything may have changed: the stream has no memory.
      let broken = false;
      stream.addEventListener("error", () => (broken = true));
      stream.addEventListener("open", () => broken && void cache.invalidateQueries());
      ended.signal.addEventListener("abort", () => {
        stream.close();
        release();
      });
    });
  function spread(text: string) {
    // reason: the shape is the server's promise; unknown fields are ignored below
    const news = JSON.parse(text) as LiveNews;
    channel.postMessage(news);
    refetch(cache, news);
  }
  navigator.locks.request(LOCK, { signal: ended.signal }, hold).catch(() => undefined);
  return () => {
    ended.abort();
    channel.close();
  };
}

/** Refetches queries whose key holds a changed id, every list (key starts with `list`), and `me` when told. */
function refetch(cache: QueryClient, { records = [], people = [] }: LiveNews): void {
  const changed = new Set(records);
  void cache.invalidateQueries({
    predicate: ({ queryKey }) =>
      (changed.size > 0 && queryKey[0] === "list") ||
      (people.length > 0 && (queryKey[0] === "me" || queryKey[0] === "notices")) ||
      queryKey.some((part) => typeof part === "string" && changed.has(part)),
  });
}
