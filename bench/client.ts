import { connect } from "node:net";
import type { Socket } from "node:net";

/** What one load run is told: requests go round, every connection takes the next. */
export interface LoadTask {
  port: number;
  token: string;
  requests: { method: "GET" | "POST"; path: string; body?: string }[];
  connections: number;
  /** Ends by time, or when `once` has sent every request exactly once. */
  durationMs: number;
  once: boolean;
}

export interface LoadResult {
  count: number;
  failed: number;
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
}

const END_OF_HEAD = Buffer.from("\r\n\r\n");

/**
 * Keep-alive client that costs little of the processor it shares with the servers: requests are bytes made before,
 * of the answer it reads status and length only.
 */
class Connection {
  private readonly socket: Socket;
  private received: Buffer = Buffer.alloc(0);
  private answered: ((status: number) => void) | null = null;

  constructor(port: number) {
    this.socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.socket.on("data", (chunk: Buffer) => this.read(chunk));
    this.socket.on("error", () => this.answered?.(0));
    this.socket.on("close", () => this.answered?.(0));
  }

  send(bytes: Buffer): Promise<number> {
    return new Promise((resolve) => {
      this.answered = resolve;
      this.socket.write(bytes);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const head = this.received.indexOf(END_OF_HEAD);
    if (head === -1) return;
    const text = this.received.toString("latin1", 0, head);
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
    if (this.received.length < head + END_OF_HEAD.length + length) return;
    this.received = Buffer.alloc(0);
    this.answered?.(Number(text.slice(9, 12)));
  }
}

/** Runs one task to its end; times in milliseconds. */
export async function load(task: LoadTask): Promise<LoadResult> {
  const bytes = task.requests.map((request) => encode(task, request));
  const connections = Array.from({ length: task.connections }, () => new Connection(task.port));
  const times: number[] = [];
  let next = 0;
  let failed = 0;
  const began = performance.now();
  const drive = async (connection: Connection): Promise<void> => {
    while (task.once ? next < bytes.length : performance.now() - began < task.durationMs) {
      const request = bytes[next % bytes.length];
      next += 1;
      if (!request) return;
      const start = performance.now();
      const status = await connection.send(request);
      times.push(performance.now() - start);
      if (status < 200 || status > 299) failed += 1;
    }
  };
  await Promise.all(connections.map(drive));
  const seconds = (performance.now() - began) / 1000;
  for (const connection of connections) connection.close();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { count: times.length, failed, perSecond: times.length / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function encode(task: LoadTask, { method, path, body }: LoadTask["requests"][number]): Buffer {
  const head = [`${method} ${path} HTTP/1.1`, "host: 127.0.0.1", `authorization: Bearer ${task.token}`];
  if (body !== undefined) head.push("content-type: application/json", `content-length: ${Buffer.byteLength(body)}`);
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body ?? ""}`);
}

// The third process: takes tasks from its parent one after the other.
process.on("message", (task: LoadTask) => {
  void load(task).then((result) => process.send?.(result));
});
