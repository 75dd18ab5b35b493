import type { paths, Schema } from "@tartip/api-client";
import { vi } from "vitest";

type Method = "get" | "post" | "put" | "patch" | "delete";

/** Paths that know the method. */
type PathOf<M extends Method> = { [Path in keyof paths]: paths[Path] extends Record<M, object> ? Path : never }[keyof paths];

type Json<Answer> = Answer extends { content: { "application/json": infer Body } } ? Body : undefined;
type Answers<Operation> = Operation extends { responses: infer All } ? All : never;

/** What the server's own description promises of a successful call. */
export type Body<M extends Method, Path extends PathOf<M>> =
  Answers<paths[Path][M & keyof paths[Path]]> extends infer All ? Json<All[keyof All & (200 | 201 | 204)]> : never;

/** One call as the server got it. */
export interface Asked {
  method: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
  headers: Record<string, string>;
}

type Refusal = Partial<Schema<"Problem">> & { status: number };

interface Rule {
  method: string;
  pattern: RegExp;
  answer: (asked: Asked) => Response | Promise<Response>;
}

/**
 * Stands at the network, in the place of `fetch`, and answers in the shapes of the API's own description. A call that a
 * test did not foresee fails the test.
 */
export class Server {
  readonly asked: Asked[] = [];
  readonly unforeseen: string[] = [];
  readonly #rules: Rule[] = [];

  /** The latest answer to a path holds. */
  answer<M extends Method, Path extends PathOf<M>>(
    method: M,
    path: Path,
    body: Body<M, Path> | ((asked: Asked) => Body<M, Path>),
  ): void {
    this.#rule(method, path, (asked) => json(200, typeof body === "function" ? body(asked) : body));
  }

  /** Answers when the test says so, by calling what it gets: until then the page waits. */
  hold<M extends Method, Path extends PathOf<M>>(method: M, path: Path, body: Body<M, Path>): () => void {
    const held = Promise.withResolvers<void>();
    this.#rule(method, path, async () => {
      await held.promise;
      return json(200, body);
    });
    return held.resolve;
  }

  /** Refuses as the server does: a problem with its code. */
  refuse<M extends Method>(method: M, path: PathOf<M>, problem: Refusal): void {
    this.#rule(method, path, () => json(problem.status, problem, "application/problem+json"));
  }

  /** Refuses some; the others are answered as before. */
  refuseWhere<M extends Method>(method: M, path: PathOf<M>, which: (asked: Asked) => boolean, problem: Refusal): void {
    const before = [...this.#rules];
    this.#rule(method, path, (asked) => {
      const rule = before.findLast((one) => one.method === method && one.pattern.test(asked.path));
      if (which(asked) || !rule) return json(problem.status, problem, "application/problem+json");
      return rule.answer(asked);
    });
  }

  /** The network is down. */
  fail<M extends Method>(method: M, path: PathOf<M>): void {
    this.#rule(method, path, () => {
      throw new TypeError("Failed to fetch");
    });
  }

  /** Calls of one kind, in order. */
  calls<M extends Method>(method: M, path: PathOf<M>): Asked[] {
    const pattern = patternOf(path);
    return this.asked.filter((one) => one.method === method && pattern.test(one.path));
  }

  async take(input: Request | string, init?: RequestInit): Promise<Response> {
    const request = typeof input === "string" ? new Request(new URL(input, location.origin).href, init) : input;
    const { pathname, searchParams } = new URL(request.url);
    const text = await request.text();
    const asked: Asked = {
      method: request.method.toLowerCase(),
      path: pathname,
      query: Object.fromEntries(searchParams),
      body: text === "" ? undefined : JSON.parse(text),
      headers: Object.fromEntries([...request.headers].map(([name, value]) => [name.toLowerCase(), value])),
    };
    this.asked.push(asked);
    const rule = this.#rules.findLast(({ method, pattern }) => method === asked.method && pattern.test(pathname));
    if (rule) return rule.answer(asked);
    this.unforeseen.push(`${asked.method} ${pathname}`);
    return json(501, { code: "unforeseen" });
  }

  #rule(method: string, path: string, answer: Rule["answer"]): void {
    this.#rules.push({ method, pattern: patternOf(path), answer });
  }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
}

function json(status: number, body: unknown, type = "application/json"): Response {
  return new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { "content-type": type } });
}

/** A server for this test alone. */
export function startServer(): Server {
  const server = new Server();
  vi.stubGlobal("fetch", (input: Request | string, init?: RequestInit) => server.take(input, init));
  started.push(server);
  return server;
}

const started: Server[] = [];

/** Ends the servers of a test; answers the calls it did not foresee. */
export function endServers(): string[] {
  vi.unstubAllGlobals();
  return started.splice(0).flatMap((server) => server.unforeseen);
}
