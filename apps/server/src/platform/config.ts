import path from "node:path";

export interface Config {
  port: number;
  host: string;
  /** Folder of the embedded database and of the files. */
  dataDir: string;
  /** The application's connection; null = start the embedded PostgreSQL. */
  databaseUrl: string | null;
  /** The owner's connection, for migrations; null = the same as `databaseUrl`. */
  databaseOwnerUrl: string | null;
  demo: boolean;
  demoPassword: string;
  logLevel: string;
  /** Where people reach the server, without a trailing slash; null = derived from the request. */
  publicUrl: string | null;
  /** Whether X-Forwarded-For and -Proto of the next hop are believed. */
  trustProxy: boolean;
  /** Largest accepted file, bytes. */
  maxFileBytes: number;
  /** What one person may upload in a day of the company, bytes; a contractor a tenth of it. */
  uploadBytesPerDay: number;
  /** Free bytes in `dataDir` below which nothing is uploaded any more. */
  reserveBytes: number;
  /** Requests per minute and person (or address, before login). */
  rateLimit: number;
}

/** What everybody signs in with in a demonstration company, unless it is set otherwise. */
export const DEMO_PASSWORD = "tartip-demo";

/** A setting that cannot be used; its message is one sentence for the operator. */
export class ConfigError extends Error {}

type Env = Record<string, string | undefined>;

const REPOSITORY = path.join(import.meta.dirname, "../../../..");
const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];
const MEGABYTE = 1024 * 1024;

/** @throws ConfigError naming the variable and the reason */
export function readConfig(env: Env = process.env): Config {
  const databaseUrl = postgresUrl(env, "DATABASE_URL");
  const databaseOwnerUrl = postgresUrl(env, "DATABASE_OWNER_URL");
  if (databaseOwnerUrl && !databaseUrl)
    throw new ConfigError("DATABASE_OWNER_URL is set, but DATABASE_URL is not: set both or neither.");
  return {
    port: integer(env, "PORT", 3000, 0, 65_535),
    host: host(env),
    dataDir: path.resolve(env["TARTIP_DATA"] || path.join(REPOSITORY, "data")),
    databaseUrl,
    databaseOwnerUrl,
    demo: flag(env, "TARTIP_DEMO", true),
    demoPassword: demoPassword(env),
    logLevel: oneOf(env, "TARTIP_LOG", LOG_LEVELS, "info"),
    publicUrl: publicUrl(env),
    trustProxy: flag(env, "TARTIP_TRUST_PROXY", false),
    maxFileBytes: integer(env, "TARTIP_MAX_FILE_MB", 50, 1, 2_000) * MEGABYTE,
    uploadBytesPerDay: integer(env, "TARTIP_UPLOAD_MB_PER_DAY", 2_000, 1, 1_000_000) * MEGABYTE,
    reserveBytes: integer(env, "TARTIP_RESERVE_MB", 512, 0, 1_000_000) * MEGABYTE,
    rateLimit: integer(env, "TARTIP_RATE_LIMIT", 6_000, 10, 10_000_000),
  };
}

function integer(env: Env, name: string, fallback: number, least: number, most: number): number {
  const text = env[name];
  if (!text) return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new ConfigError(`${name} is "${text}": it must be a whole number from ${least} to ${most}.`);
  }
  return value;
}

function flag(env: Env, name: string, fallback: boolean): boolean {
  return oneOf(env, name, ["0", "1"], fallback ? "1" : "0") === "1";
}

function oneOf(env: Env, name: string, allowed: string[], fallback: string): string {
  const text = env[name];
  if (!text) return fallback;
  if (!allowed.includes(text)) throw new ConfigError(`${name} is "${text}": it must be one of ${allowed.join(", ")}.`);
  return text;
}

function host(env: Env): string {
  const text = env["HOST"] || "127.0.0.1";
  if (!/^[A-Za-z0-9.:_-]+$/.test(text))
    throw new ConfigError(`HOST is "${text}": it must be an address or a host name without a scheme.`);
  return text;
}

function demoPassword(env: Env): string {
  const text = env["TARTIP_DEMO_PASSWORD"] || DEMO_PASSWORD;
  if (text.length < 8) throw new ConfigError("TARTIP_DEMO_PASSWORD is too short: it must have at least 8 characters.");
  return text;
}

function postgresUrl(env: Env, name: string): string | null {
  const text = env[name];
  if (!text) return null;
  const url = parseUrl(text);
  if (!url || !["postgres:", "postgresql:"].includes(url.protocol)) {
    throw new ConfigError(`${name} is not a PostgreSQL address: it must look like postgres://user:password@host:5432/database.`);
  }
  return text;
}

function publicUrl(env: Env): string | null {
  const text = env["TARTIP_URL"];
  if (!text) return null;
  const url = parseUrl(text);
  if (!url || !["http:", "https:"].includes(url.protocol) || url.pathname !== "/") {
    throw new ConfigError(`TARTIP_URL is "${text}": it must be an http or https address without a path.`);
  }
  return url.origin;
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
